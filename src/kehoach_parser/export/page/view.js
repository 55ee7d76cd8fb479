"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const text = byId("text");
  const panel = document.querySelector("aside");
  const pieces = new Map();
  for (const element of text.querySelectorAll("[data-ids]")) {
    for (const id of element.dataset.ids.split(" ")) {
      if (!pieces.has(id)) pieces.set(id, []);
      pieces.get(id).push(element);
    }
  }
  let flashed = [];
  const clear = () => { for (const element of flashed) element.classList.remove("flash"); flashed = []; };
  const flash = (elements) => { clear(); flashed = elements; for (const e of elements) e.classList.add("flash"); };

  const showInText = (id) => {
    const found = pieces.get(id);
    if (!found) return false;
    flash(found.slice());
    found[0].scrollIntoView({ block: "center" });
    return true;
  };
  const showInPanel = (id, origin) => {
    const entry = byId("to-" + id);
    if (!entry) { showInText(id); return; }
    const group = entry.closest("details");
    if (group) group.open = true;
    flash([entry.closest("li") || entry, ...(pieces.get(id) || [])]);
    entry.scrollIntoView({ block: "center" });
    if (origin === "keyboard") entry.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || link.classList.contains("skip")) return;
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    event.preventDefault();
    history.replaceState(null, "", "#" + id);
    if (id.startsWith("to-")) showInPanel(id.slice(3), event.detail === 0 ? "keyboard" : "pointer");
    else if (!showInText(id)) byId(id)?.scrollIntoView({ block: "center" });
  });

  for (const box of document.querySelectorAll("[data-toggle]")) {
    box.addEventListener("change", () => document.body.classList.toggle("hide-" + box.dataset.toggle, !box.checked));
  }
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  const filter = byId("filter");
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  filter.addEventListener("input", () => {
    const wanted = plain(filter.value.trim());
    for (const item of panel.querySelectorAll("li")) item.hidden = wanted !== "" && !plain(item.textContent).includes(wanted);
    if (wanted) for (const group of panel.querySelectorAll("details")) group.open = !!group.querySelector("li:not([hidden]):not(.none)");
  });

  let current = -1;
  const targets = [...panel.querySelectorAll("li.target > .entry")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { clear(); if (document.activeElement === filter) { filter.value = ""; filter.dispatchEvent(new Event("input")); filter.blur(); } return; }
    if (event.target === filter) return;
    if (event.key === "/") { event.preventDefault(); filter.focus(); return; }
    if ((event.key === "j" || event.key === "k") && targets.length) {
      current = Math.max(0, Math.min(targets.length - 1, current + (event.key === "j" ? 1 : -1)));
      targets[current].focus({ preventScroll: true });
      targets[current].scrollIntoView({ block: "nearest" });
      showInText(targets[current].dataset.ids);
    }
  });
  addEventListener("beforeprint", () => { for (const group of panel.querySelectorAll("details")) group.open = true; });
  if (location.hash) showInText(decodeURIComponent(location.hash.slice(1)));
})();
