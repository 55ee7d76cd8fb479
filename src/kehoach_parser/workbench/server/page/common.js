// What every page needs: words, elements made without markup in strings, requests, who is at work, and the language.

export const words = JSON.parse(document.getElementById("words").textContent);
const key = document.querySelector("meta[name=kehoach-key]").content;
export const language = document.documentElement.lang;

// An element: el("p.note", {id: "x", onclick: f}, child, …); text children stay text.
export function el(what, attributes = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list" && name !== "form") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export function tell(message, bad = false) {
  const line = byId("message");
  line.textContent = message;
  line.classList.toggle("bad", bad);
}

export async function ask(path, { method = "GET", json, body } = {}) {
  const headers = { "x-kehoach-key": key };
  if (json !== undefined) { body = JSON.stringify(json); headers["content-type"] = "application/json"; }
  const response = await fetch(path, { method, headers, body });
  const told = await response.json().catch(() => ({}));
  if (!response.ok) {
    const message = response.status === 429 ? words.busy : words.failed + (told.error || response.status);
    throw Object.assign(new Error(message), { status: response.status });
  }
  return told;
}

// Runs what a person asked for; what goes wrong is said, and the page stays as it is.
export async function attempt(action) {
  try { return await action(); } catch (error) { tell(error.message, true); return undefined; }
}

export function person() {
  const name = byId("person").value.trim();
  if (!name) { byId("person").focus(); throw new Error(words.person_needed); }
  return name;
}

const box = byId("person");
if (box) {
  box.value = localStorage.getItem("kehoach-person") || "";
  box.addEventListener("input", () => localStorage.setItem("kehoach-person", box.value));
}
byId("language").addEventListener("click", () => {
  document.cookie = `language=${language === "vi" ? "en" : "vi"}; path=/; SameSite=Strict; max-age=31536000`;
  location.reload();
});

export const isTyping = (event) =>
  event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
