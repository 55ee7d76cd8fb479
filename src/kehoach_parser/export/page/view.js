"use strict";
(() => {
  const root = document.documentElement;
  const body = document.body;
  const byId = (id) => document.getElementById(id);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const text = byId("text");
  const panel = document.querySelector("aside");
  const sheets = document.querySelector(".sheets");
  const narrow = matchMedia("(max-width: 900px)");
  const collect = (within) => {
    const found = new Map();
    for (const element of within ? all("[data-ids]", within) : []) {
      for (const id of element.dataset.ids.split(" ")) {
        if (!found.has(id)) found.set(id, []);
        found.get(id).push(element);
      }
    }
    return found;
  };
  const pieces = collect(text), boxes = collect(sheets);

  // ---- one thing is shown in the text, over the page's picture and in the panel at once
  let flashed = [];
  const clear = () => { for (const element of flashed) element.classList.remove("flash"); flashed = []; };
  const flash = (elements) => { clear(); flashed = elements; for (const e of elements) e.classList.add("flash"); };
  const into = (element) => element?.scrollIntoView({ block: "center" });
  const show = (name) => {
    body.dataset.tab = name;
    for (const button of all(".tabs button")) button.ariaPressed = String(button.dataset.tab === name);
  };
  const left = (name) => {
    body.dataset.left = name;
    for (const button of all(".switch button")) button.ariaPressed = String(button.dataset.left === name);
  };
  const address = (id) => history.replaceState(null, "", "#" + encodeURIComponent(id));
  const showInText = (id) => {
    const found = [...(pieces.get(id) || []), ...(boxes.get(id) || [])];
    if (!found.length) return false;
    flash(found);
    if (narrow.matches && body.dataset.tab !== "sheets") show(pieces.has(id) ? "text" : "sheets");
    into(boxes.get(id)?.[0]);
    into(pieces.get(id)?.[0]);
    return true;
  };
  const showInPanel = (id, origin) => {
    const entry = byId("to-" + id);
    if (!entry) { showInText(id); return; }
    const group = entry.closest("details");
    if (group) group.open = true;
    flash([entry.closest("li") || entry, ...(pieces.get(id) || []), ...(boxes.get(id) || [])]);
    if (narrow.matches) show("panel");
    into(origin === "box" ? pieces.get(id)?.[0] : boxes.get(id)?.[0]);
    into(entry);
    if (origin === "keyboard") entry.focus({ preventScroll: true });
  };
  const open = (id) => {
    if (id.startsWith("page-")) { left("sheets"); if (narrow.matches) show("sheets"); byId(id)?.scrollIntoView({ block: "start" }); return true; }
    return showInText(id);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || link.classList.contains("skip")) return;
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    event.preventDefault();
    address(id.replace(/^to-/, ""));
    if (id.startsWith("to-")) showInPanel(id.slice(3), link.classList.contains("box") ? "box" : event.detail === 0 ? "keyboard" : "pointer");
    else if (!open(id)) { if (narrow.matches) show("text"); byId(id)?.scrollIntoView({ block: "center" }); }
  });
  for (const button of all(".tabs button")) button.addEventListener("click", () => { show(button.dataset.tab); if (["sheets", "outline"].includes(button.dataset.tab)) left(button.dataset.tab); });
  for (const button of all(".switch button")) button.addEventListener("click", () => left(button.dataset.left));
  left(sheets ? "sheets" : "outline");

  // ---- a doubt shows the place of the page that it is about
  const ASIDE = 90, ABOVE = 10;
  for (const canvas of all("canvas[data-cut]")) {
    const [page, x0, top, x1, bottom] = canvas.dataset.cut.split(",").map(Number);
    const picture = document.querySelector(`img[data-sheet="${page}"]`);
    picture.decode().then(() => {
      const scale = picture.naturalWidth / Number(picture.dataset.width);
      const [x, y] = [Math.max(0, x0 - ASIDE), Math.max(0, top - ABOVE)].map((at) => at * scale);
      canvas.width = Math.min(picture.naturalWidth, (x1 + ASIDE) * scale) - x;
      canvas.height = Math.min(picture.naturalHeight, (bottom + ABOVE) * scale) - y;
      canvas.getContext("2d").drawImage(picture, x, y, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
      const pen = canvas.getContext("2d");
      pen.strokeStyle = "#c2142d";
      pen.lineWidth = 2;
      pen.strokeRect((x0 - 1) * scale - x, (top - 1) * scale - y, (x1 - x0 + 2) * scale, (bottom - top + 2) * scale);
    }, () => canvas.remove());
  }

  for (const box of all("[data-toggle]")) {
    box.addEventListener("change", () => body.classList.toggle("hide-" + box.dataset.toggle, !box.checked));
  }
  byId("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  byId("print").addEventListener("click", () => print());
  byId("link").addEventListener("click", () => navigator.clipboard?.writeText(location.href).then(() => { byId("link").textContent = byId("link").dataset.done; }));
  const filter = byId("filter");
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
  filter.addEventListener("input", () => {
    const wanted = plain(filter.value.trim());
    for (const item of all("li", panel)) item.hidden = wanted !== "" && !plain(item.textContent).includes(wanted);
    if (wanted) for (const group of all("details", panel)) group.open = !!group.querySelector("li:not([hidden]):not(.none)");
  });

  let current = -1;
  const targets = all("li.target > .entry", panel);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { clear(); if (document.activeElement === filter) { filter.value = ""; filter.dispatchEvent(new Event("input")); filter.blur(); } return; }
    if (event.target === filter) return;
    if (event.key === "/") { event.preventDefault(); if (narrow.matches) show("panel"); filter.focus(); return; }
    if ((event.key === "j" || event.key === "k") && targets.length) {
      current = Math.max(0, Math.min(targets.length - 1, current + (event.key === "j" ? 1 : -1)));
      targets[current].focus({ preventScroll: true });
      targets[current].scrollIntoView({ block: "nearest" });
      showInText(targets[current].dataset.ids);
      address(targets[current].dataset.ids);
    }
  });
  addEventListener("beforeprint", () => { for (const group of all("details", panel)) group.open = true; });
  const arrive = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    if (!id) return;
    current = targets.findIndex((entry) => entry.dataset.ids === id);
    open(id);
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
