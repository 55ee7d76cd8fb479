"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  let words = data.words[root.lang];

  // ---- language and theme
  const said = (pair) => (pair && pair.length ? pair[root.lang === "en" ? pair.length - 1 : 0] : "");
  function label() {
    words = data.words[root.lang];
    for (const node of all("[data-w]")) node.textContent = words[node.dataset.w];
    for (const node of all("[data-hint]")) { node.placeholder = words[node.dataset.hint]; node.ariaLabel = node.placeholder; }
    for (const node of all("[data-label]")) node.ariaLabel = words[node.dataset.label];
    for (const node of all("[data-title]")) node.title = words[node.dataset.title];
    for (const node of all("[data-value]")) {
      const [row, plan] = node.dataset.value.split(",").map(Number);
      const text = said(plan === undefined ? data.rows[row].value : data.rows[row].cells[plan].v);
      if (text) node.textContent = text;
    }
    for (const node of all("[data-sure]")) node.textContent = said(data.rows[node.dataset.sure].sure);
    for (const node of all("button.cell")) {
      const { row, cell, plan } = find(node);
      node.querySelector("b").textContent = said(cell.v);
      node.ariaLabel = [data.plans[plan], words.target + " " + (row + 1), words[cell.s], said(cell.v), cell.d].filter(Boolean).join(", ");
      node.title = [data.plans[plan] + ": " + words[cell.s], said(cell.v), cell.d].filter(Boolean).join(" · ");
    }
    $("title").textContent = document.title = data.titles[root.lang];
    if ($("notes")) all("li", $("notes")).forEach((item, i) => { item.textContent = data.notes[root.lang][i]; });
    const other = root.lang === "vi" ? "en" : "vi";
    $("language").textContent = data.words[other].language;
    $("language").lang = other;
    filter();
  }
  $("language").addEventListener("click", () => { root.lang = root.lang === "vi" ? "en" : "vi"; label(); });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  root.dataset.theme = dark.matches ? "dark" : "light";
  dark.addEventListener("change", () => { root.dataset.theme = dark.matches ? "dark" : "light"; });
  $("theme").addEventListener("click", () => { root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark"; });
  $("print").addEventListener("click", () => print());

  // ---- filters
  const chosen = new Set();
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const folded = data.rows.map((row) => fold(data.texts[row.text]));
  const plans = data.plans.map(fold);
  const rows = all("tr.row"), cards = all(".card"), groups = all(".matrix tbody");
  const cells = all("button.cell");
  function filter() {
    const text = fold($("search").value.trim());
    const topic = $("topic") ? $("topic").value : "";
    const wanted = $("plan-search") ? fold($("plan-search").value.trim()) : "";
    const different = $("different").checked;
    const open = plans.map((name) => !wanted || name.includes(wanted));
    const keep = data.rows.map((row, i) => {
      if (text && !folded[i].includes(text)) return false;
      const seen = row.cells.filter((_, plan) => open[plan]);
      if (different && seen.every((cell) => cell.s === "equal")) return false;
      return !chosen.size || seen.some((cell) => chosen.has(cell.s));
    });
    for (const group of groups) {
      const fits = topic === "" || group.dataset.topic === topic;
      let some = false;
      for (const row of all("tr.row", group)) {
        keep[row.dataset.row] = keep[row.dataset.row] && fits;
        row.hidden = !keep[row.dataset.row];
        some = some || !row.hidden;
      }
      group.hidden = !some;
    }
    for (const card of cards) card.hidden = !keep[card.dataset.row];
    for (const node of all("[data-plan]")) node.hidden = !open[node.dataset.plan];
    for (const node of cells) node.classList.toggle("dim", chosen.size > 0 && !chosen.has(find(node).cell.s));
    const count = keep.filter(Boolean).length;
    $("nothing").hidden = count > 0;
    $("shown").textContent = `${words.shown} ${count} ${words.of} ${keep.length} ${words.targets}, ${open.filter(Boolean).length} ${words.of} ${open.length} ${words.plans}`;
  }
  for (const button of all(".sum")) {
    button.addEventListener("click", () => {
      const status = button.dataset.status;
      if (!chosen.delete(status)) chosen.add(status);
      button.ariaPressed = String(chosen.has(status));
      filter();
    });
  }
  for (const id of ["search", "plan-search", "topic", "different"]) for (const kind of ["input", "change"]) $(id)?.addEventListener(kind, filter);
  $("reset").addEventListener("click", () => {
    chosen.clear();
    for (const button of all(".sum")) button.ariaPressed = "false";
    for (const id of ["search", "plan-search", "topic"]) if ($(id)) $(id).value = "";
    $("different").checked = false;
    if ($("order")) { $("order").value = ""; $("order").dispatchEvent(new Event("change")); }
    filter();
  });

  // ---- the order of the columns
  $("order")?.addEventListener("change", () => {
    const order = data.orders[$("order").value] || data.plans.map((_, i) => i);
    for (const line of all(".matrix tr")) {
      const own = new Map(all("[data-plan]", line).map((node) => [Number(node.dataset.plan), node]));
      if (own.size === order.length) for (const plan of order) line.append(own.get(plan));
    }
    const boxes = document.querySelector("#by-plan .plans");
    for (const plan of order) boxes.append(boxes.querySelector(`[data-plan="${plan}"]`));
  });

  // ---- the quotes of a cell, beside the baseline's
  function find(node) {
    const [row, plan] = node.dataset.cell.split(",").map(Number);
    return { row, plan, cell: data.rows[row].cells[plan] };
  }
  const dialog = $("dialog");
  let current = null;
  function quote(node, text, part) {
    node.replaceChildren();
    const at = part ? text.indexOf(part) : -1;
    if (at < 0) { node.textContent = text; return; }
    const mark = document.createElement("mark");
    mark.textContent = part;
    node.append(text.slice(0, at), mark, text.slice(at + part.length));
  }
  function facts(node, pairs) {
    node.replaceChildren();
    for (const [key, value] of pairs) {
      if (!value) continue;
      const dt = document.createElement("dt"), dd = document.createElement("dd");
      dt.textContent = words[key];
      dd.textContent = value;
      node.append(dt, dd);
    }
  }
  const place = ([section, title]) => [section, title].filter(Boolean).join(" · ");
  const page = (where) => (where[2] ? String(where[2]) : words.no_pages);
  function show(row, plan) {
    const base = data.rows[row], cell = base.cells[plan];
    current = { row, plan };
    $("d-status").className = "pill " + cell.s;
    $("d-status").textContent = data.signs[cell.s] + " " + words[cell.s];
    $("d-delta").textContent = cell.d || "";
    $("d-base-name").textContent = data.baseline || words.baseline;
    $("d-base-value").textContent = said(base.value) || "—";
    quote($("d-base-text"), data.texts[base.text], base.quote);
    facts($("d-base-facts"), [["section", place(base.where)], ["page", page(base.where)], ["lead", base.lead], ["deadline", said(base.deadline)], ["sure", said(base.sure)]]);
    $("d-plan-name").textContent = data.plans[plan];
    $("d-plan-value").textContent = said(cell.v) || "—";
    $("d-plan-text").classList.toggle("empty", cell.t === undefined);
    if (cell.t === undefined) { $("d-plan-text").textContent = cell.s === "missing" ? words.no_answer : words[cell.s + "_help"]; facts($("d-plan-facts"), []); } else {
      quote($("d-plan-text"), data.texts[cell.t], cell.q);
      facts($("d-plan-facts"), [["section", place(cell.w)], ["page", page(cell.w)], ["lead", said(cell.l)], ["deadline", said(cell.e)], ["found_in", words[cell.f]]]);
    }
    $("d-remarks").textContent = [...(cell.r || []).map((key) => words[key]), cell.i ? words.interpolated + " " + cell.i : "", said(cell.n)].filter(Boolean).join("; ");
    $("d-decided").textContent = said(cell.h);
    $("d-words").textContent = cell.m ? `${words.words}: ${cell.m.join(" · ")} (${words.score.toLowerCase()} ${cell.k.toFixed(2)})` : "";
    if (!dialog.open) dialog.showModal();
  }
  function step(by) {
    let plan = current.plan;
    do { plan = (plan + by + data.plans.length) % data.plans.length; }
    while (plan !== current.plan && document.querySelector(`th.plan[data-plan="${plan}"]`).hidden);
    show(current.row, plan);
  }
  document.addEventListener("click", (event) => {
    const node = event.target.closest("[data-cell]");
    if (node) { const { row, plan } = find(node); show(row, plan); }
    if (event.target === dialog) dialog.close();
  });
  $("d-previous").addEventListener("click", () => step(-1));
  $("d-next").addEventListener("click", () => step(1));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });

  // ---- the matrix by keyboard: one stop for Tab, arrows inside
  let stop = cells[0];
  if (stop) stop.tabIndex = 0;
  function move(to) {
    if (!to) return;
    stop.tabIndex = -1;
    stop = to;
    stop.tabIndex = 0;
    stop.focus();
  }
  const table = document.querySelector(".matrix");
  table.addEventListener("focusin", (event) => {
    if (event.target.classList.contains("cell") && event.target !== stop) { stop.tabIndex = -1; stop = event.target; stop.tabIndex = 0; }
  });
  table.addEventListener("keydown", (event) => {
    if (!event.target.classList.contains("cell")) return;
    const line = event.target.closest("tr"), open = rows.filter((row) => !row.hidden && !row.closest("tbody").hidden);
    const inLine = all("button.cell", line).filter((node) => !node.parentElement.hidden);
    const column = inLine.indexOf(event.target), at = open.indexOf(line);
    const in_ = (row) => row && all("button.cell", row).filter((node) => !node.parentElement.hidden)[column];
    const next = {
      ArrowRight: inLine[column + 1], ArrowLeft: inLine[column - 1], ArrowDown: in_(open[at + 1]), ArrowUp: in_(open[at - 1]),
      Home: inLine[0], End: inLine[inLine.length - 1],
    }[event.key];
    if (next) { event.preventDefault(); move(next); }
  });
  label();
})();
