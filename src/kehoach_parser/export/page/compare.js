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
    for (const node of all("[data-due]")) {
      const [row, plan] = node.dataset.due.split(",").map(Number);
      node.textContent = said(plan === undefined ? data.rows[row].deadline : data.rows[row].cells[plan].e);
    }
    for (const node of all("[data-by]")) if (node.dataset.by) node.title = data.plans[node.dataset.by] + ": " + words.sort_rows;
    for (const node of all("[data-line]")) node.ariaLabel = node.title = node.textContent + ": " + words.sort_columns;
    for (const node of all("[data-sure]")) node.textContent = said(data.rows[node.dataset.sure].sure);
    for (const node of all("button.cell")) {
      const { row, cell, plan } = find(node);
      node.querySelector("b").textContent = said(cell.v);
      node.ariaLabel = [data.plans[plan], words.target + " " + (row + 1), words[cell.s], said(cell.v), cell.d, said(cell.e)].filter(Boolean).join(", ");
      node.title = [data.plans[plan] + ": " + words[cell.s], said(cell.v), cell.d, said(cell.e)].filter(Boolean).join(" · ");
    }
    $("title").textContent = document.title = data.titles[root.lang];
    if ($("notes")) all("li", $("notes")).forEach((item, i) => { item.textContent = data.notes[root.lang][i]; });
    const other = root.lang === "vi" ? "en" : "vi";
    $("language").textContent = data.words[other].language;
    $("language").lang = other;
    map();
    filter();
  }
  $("language").addEventListener("click", () => { root.lang = root.lang === "vi" ? "en" : "vi"; label(); keep(); });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  root.dataset.theme = dark.matches ? "dark" : "light";
  dark.addEventListener("change", () => { root.dataset.theme = dark.matches ? "dark" : "light"; });
  $("theme").addEventListener("click", () => { root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark"; });
  $("print").addEventListener("click", () => print());
  addEventListener("beforeprint", () => { for (const box of all("details.notes")) box.open = true; });

  // ---- filters
  const chosen = new Set();
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const folded = data.rows.map((row) => fold(data.texts[row.text]));
  const plans = data.plans.map(fold);
  const rows = all("tr.row"), cards = all(".card"), groups = all(".matrix tbody");
  const cells = all("button.cell");
  const value = (id) => ($(id) ? $(id).value.trim() : "");
  function filter() {
    const text = fold(value("search")), topic = value("topic"), region = value("region"), wanted = fold(value("plan-search"));
    const different = $("different").checked;
    const open = plans.map((name, i) => (!wanted || name.includes(wanted)) && (!region || data.regions[i] === Number(region)));
    const fits = data.rows.map((row, i) => {
      if (text && !folded[i].includes(text)) return false;
      const seen = row.cells.filter((_, plan) => open[plan]);
      if (different && seen.every((cell) => cell.s === "equal")) return false;
      return !chosen.size || seen.some((cell) => chosen.has(cell.s));
    });
    for (const group of groups) {
      let some = false;
      for (const row of all("tr.row", group)) {
        fits[row.dataset.row] = fits[row.dataset.row] && (topic === "" || group.dataset.topic === topic);
        row.hidden = !fits[row.dataset.row];
        some = some || !row.hidden;
      }
      group.hidden = !some;
    }
    for (const card of cards) card.hidden = !fits[card.dataset.row];
    for (const node of all("[data-plan]")) node.hidden = !open[node.dataset.plan];
    for (const button of all(".sum")) button.ariaPressed = String(chosen.has(button.dataset.status));
    for (const node of cells) node.classList.toggle("dim", chosen.size > 0 && !chosen.has(find(node).cell.s));
    const count = fits.filter(Boolean).length;
    $("nothing").hidden = count > 0;
    $("shown").textContent = `${words.shown} ${count} ${words.of} ${fits.length} ${words.targets}, ${open.filter(Boolean).length} ${words.of} ${open.length} ${words.plans}`;
  }
  for (const button of all(".sum")) {
    button.addEventListener("click", () => {
      if (!chosen.delete(button.dataset.status)) chosen.add(button.dataset.status);
      filter();
      keep();
    });
  }
  for (const id of ["search", "plan-search", "topic", "region", "different"]) for (const kind of ["input", "change"]) $(id)?.addEventListener(kind, () => { filter(); keep(); });
  $("reset").addEventListener("click", () => { restore(new URLSearchParams()); keep(); });

  // ---- the order of columns and rows: `by` is a key of the page, a row ("3") or a row backwards ("-3"); likewise a plan
  const gravity = ["lower", "missing", "changed", "qualitative", "other_period", "not_due", "unread", "equal", "higher"];
  const given = (list) => list.map((_, i) => i);
  const order = { columns: "", rows: "" };
  const backwards = (by) => by.startsWith("-");
  const number = (by) => Number(by.replace("-", ""));
  function sortColumns(by) {
    if (by === order.columns) return;
    order.columns = by;
    const line = /^-?\d+$/.test(by) && data.rows[number(by)];
    const found = line ? (backwards(by) ? [...line.order].reverse() : line.order) : data.orders[by] || given(data.plans);
    for (const tr of all(".matrix tr")) {
      const own = new Map(all("td[data-plan], th[data-plan]", tr).map((node) => [Number(node.dataset.plan), node]));
      if (own.size === found.length) for (const plan of found) tr.append(own.get(plan));
    }
    const boxes = document.querySelector("#by-plan .plans");
    for (const plan of found) boxes.append(boxes.querySelector(`[data-plan="${plan}"]`));
    for (const tr of rows) tr.classList.toggle("sorted", line && Number(tr.dataset.row) === number(by));
    if ($("order")) $("order").value = line ? "row" : by;
  }
  function sortRows(by) {
    if (by === order.rows) return;
    order.rows = by;
    const sign = backwards(by) ? -1 : 1;
    const weigh = (row) => (by ? sign * gravity.indexOf(data.rows[row].cells[number(by)].s) : 0);
    for (const group of groups) {
      const own = all("tr.row", group).sort((a, b) => weigh(a.dataset.row) - weigh(b.dataset.row) || a.dataset.row - b.dataset.row);
      group.append(...own);
    }
    for (const head of all("th.plan")) head.ariaSort = by && head.dataset.plan === String(number(by)) ? (sign > 0 ? "descending" : "ascending") : "none";
  }
  const turn = (now, at) => (now === at ? "-" + at : now === "-" + at ? "" : at);
  $("order")?.addEventListener("change", () => { sortColumns($("order").value); keep(); });
  for (const node of all("[data-by]")) node.addEventListener("click", () => { sortRows(node.dataset.by && turn(order.rows, node.dataset.by)); keep(); });
  for (const node of all("[data-line]")) node.addEventListener("click", () => { sortColumns(turn(order.columns, node.dataset.line)); keep(); });
  for (const head of all(".standings thead th")) {
    head.querySelector("button").addEventListener("click", () => {
      const sign = head.ariaSort === "ascending" ? -1 : 1;
      for (const other of all(".standings thead th")) other.ariaSort = "none";
      head.ariaSort = sign > 0 ? "ascending" : "descending";
      const body = document.querySelector(".standings tbody"), at = head.cellIndex;
      const key = (row) => row.cells[at].dataset.v ?? row.cells[at].textContent;
      body.append(...[...body.rows].sort((a, b) => sign * key(a).localeCompare(key(b), "vi", { numeric: true })));
    });
  }

  // ---- the map: a tile a province, in the colours of the chosen target's statuses, or darker with coverage
  const make = (tag, name, text) => Object.assign(document.createElement(tag), { className: name, textContent: text });
  function map() {
    if (!$("tiles")) return;
    const line = $("map").value === "" ? null : Number($("map").value);
    $("tiles").replaceChildren(...data.tiles.map((tile) => {
      const box = make("div", tile.plans.length ? "tile" : "tile none", "");
      box.role = "listitem";
      box.style.gridArea = tile.at.join(" / ");
      if (!tile.plans.length) box.append(make("span", "", tile.name));
      for (const plan of tile.plans) {
        const cell = line === null ? null : data.rows[line].cells[plan], share = data.coverage[plan];
        const told = cell ? data.signs[cell.s] + " " + said(cell.v) : share === null ? "–" : Math.round(share) + "%";
        const node = make("button", cell ? cell.s : "share", "");
        node.type = "button";
        node.dataset.plan = plan;
        if (cell) node.dataset.cell = line + "," + plan; else node.style.setProperty("--share", (share || 0) + "%");
        node.title = node.ariaLabel = tile.name + " " + told + " · " + data.plans[plan] + ": " + (cell ? words[cell.s] : words.coverage);
        node.append(make("span", "", tile.name), " ", make("b", "", told));
        box.append(node);
      }
      return box;
    }));
    $("map-key").textContent = words.map_key;
  }
  $("map")?.addEventListener("change", () => { map(); filter(); keep(); });

  // ---- what is shown is the address: a link opens the page as it was
  const fields = { q: "search", p: "plan-search", t: "topic", g: "region", m: "map" };
  const first = root.lang;
  function keep() {
    const told = new URLSearchParams();
    for (const [key, id] of Object.entries(fields)) if (value(id)) told.set(key, value(id));
    if (chosen.size) told.set("s", [...chosen].join(" "));
    if ($("different").checked) told.set("d", "1");
    if (order.columns) told.set("o", order.columns);
    if (order.rows) told.set("r", order.rows);
    if (root.lang !== first) told.set("l", root.lang);
    if (dialog.open) told.set("c", current.row + "," + current.plan);
    history.replaceState(null, "", String(told) ? "#" + told : location.pathname + location.search);
  }
  function restore(told) {
    for (const [key, id] of Object.entries(fields)) if ($(id)) { $(id).value = told.get(key) || ""; if ($(id).selectedIndex === -1) $(id).value = ""; }
    chosen.clear();
    for (const status of (told.get("s") || "").split(" ")) if (gravity.includes(status)) chosen.add(status);
    $("different").checked = told.has("d");
    const inside = (by, list) => (/^-?\d+$/.test(by) && number(by) < list.length ? by : "");
    sortColumns(Object.hasOwn(data.orders, told.get("o")) ? told.get("o") : inside(told.get("o") || "", data.rows));
    sortRows(inside(told.get("r") || "", data.plans));
    if (["vi", "en"].includes(told.get("l") || first)) root.lang = told.get("l") || first;
    label();
    const [row, plan] = (told.get("c") || "").split(",").map(Number);
    if (data.rows[row]?.cells[plan]) show(row, plan); else if (dialog.open) dialog.close();
  }
  const address = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  addEventListener("hashchange", () => restore(address()));
  for (const link of all(".bar a, a.skip")) {
    link.addEventListener("click", (event) => { event.preventDefault(); const place = $(link.hash.slice(1)); place.scrollIntoView(); place.focus({ preventScroll: true }); });
  }

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
    $("d-link").textContent = words.copy_link;
    keep();
  }
  dialog.addEventListener("close", keep);
  $("d-link").addEventListener("click", () => navigator.clipboard?.writeText(location.href).then(() => { $("d-link").textContent = words.copied; }));
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

  // ---- the matrix by keyboard: one stop for Tab, arrows inside, the heads of rows and columns among them
  const table = document.querySelector(".matrix");
  const shown = (line) => all(".stop", line).filter((node) => !node.closest("td, th").hidden);
  let stop = cells[0] || table.querySelector(".stop");
  stop.tabIndex = 0;
  table.addEventListener("focusin", (event) => {
    if (event.target.classList.contains("stop") && event.target !== stop) { stop.tabIndex = -1; stop = event.target; stop.tabIndex = 0; }
  });
  table.addEventListener("keydown", (event) => {
    if (!event.target.classList.contains("stop")) return;
    const lines = all("tr", table).filter((line) => !line.hidden && !line.parentElement.hidden && line.querySelector(".stop"));
    const at = lines.indexOf(event.target.closest("tr")), line = shown(lines[at]), column = line.indexOf(event.target);
    const next = {
      ArrowRight: line[column + 1], ArrowLeft: line[column - 1], Home: line[0], End: line[line.length - 1],
      ArrowDown: lines[at + 1] && shown(lines[at + 1])[column], ArrowUp: lines[at - 1] && shown(lines[at - 1])[column],
    }[event.key];
    if (next) { event.preventDefault(); next.focus(); }
  });
  restore(address());
})();
