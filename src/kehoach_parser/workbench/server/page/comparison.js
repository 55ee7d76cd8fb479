// A comparison: the matrix, a cell opened beside it, pairs accepted or broken, cells reviewed, the report exported.
import { ask, attempt, byId, el, fill, isTyping, language, person, tell, words } from "./common.js";

const identity = location.pathname.split("/")[2];
const address = `/api/comparisons/${identity}`;
let matrix = null;
let chosen = null; // [row, column]

const notes = el("ul", { id: "notes" });
const sum = el("b", { id: "sum" });
const only = el("input", { type: "checkbox", id: "only", onchange: () => show() });
const table = el("table.matrix", { id: "matrix" });
const detail = el("aside.card", { id: "detail", hidden: true, "aria-live": "polite" });
byId("main").append(notes,
  el("div.bar", {}, sum, el("label", {}, only, " ", words.only_unreviewed), el("span.gap"),
    el("span", {}, words.download, ": ", ["docx", "xlsx", "html", "json"].map((form, n) => [n ? " · " : "",
      el("a", { href: `${address}/export.${form}?language=${language}`, id: `export-${form}` }, form.toUpperCase())]))),
  el("div.split", {}, el("div.scroll", {}, table), detail), el("p.faint.keys", {}, words.cell_keys));

function show() {
  byId("title").textContent = matrix.title;
  document.title = matrix.title;
  notes.replaceChildren(...matrix.notes.map((note) => el("li", {}, note)));
  const cells = matrix.rows.flatMap((row) => row.cells);
  sum.textContent = fill(words.reviewed_count, { seen: cells.filter((cell) => cell.reviewed).length, all: cells.length });
  table.replaceChildren(
    el("thead", {}, el("tr", {}, el("th", {}, words.target), el("th", {}, words.base_value), matrix.names.map((name) => el("th", {}, name)))),
    el("tbody", {}, matrix.rows.map((row, n) => [n, row]).filter(([, row]) => !only.checked || row.cells.some((cell) => !cell.reviewed)).map(showRow)));
  if (chosen) open(...chosen, false);
}

function showRow([n, row]) {
  return el("tr", { "data-row": n }, el("th", { scope: "row", title: row.target }, el("small", {}, `${n + 1}. `), row.text),
    el("td", {}, row.base || "○"), row.cells.map((cell, plan) => el("td", {},
      el(`button.cell.${cell.status}${cell.reviewed ? ".reviewed" : ""}`, { type: "button", "data-cell": `${n},${plan}`, onclick: () => open(n, plan),
        title: `${matrix.statuses[cell.status].name}${cell.reviewed ? ` (${words.reviewed})` : ""}` },
      el("i", {}, matrix.statuses[cell.status].sign), " ", cell.words || matrix.statuses[cell.status].name,
      cell.decided ? " ✎" : "", cell.reviewed ? " ✓" : ""))));
}

function open(n, plan, focus = true) {
  const row = matrix.rows[n], cell = row?.cells[plan];
  if (!cell) { shut(); return; }
  chosen = [n, plan];
  for (const old of table.querySelectorAll(".chosen")) old.classList.remove("chosen");
  const button = table.querySelector(`[data-cell="${n},${plan}"]`);
  button?.classList.add("chosen");
  if (focus) button?.focus();
  const fact = (word, value) => value ? [el("dt", {}, word), el("dd", {}, value)] : null;
  const document = matrix.documents[plan];
  detail.hidden = false;
  detail.replaceChildren(
    el("div.bar", {}, el("h2", {}, matrix.names[plan]), el("button", { type: "button", onclick: shut, "aria-label": words.close }, "×")),
    el("p", {}, el("b", {}, matrix.statuses[cell.status].name), " ", cell.delta),
    el("blockquote", {}, row.target), el("p.faint", {}, words.base_value, ": ", row.base),
    el("h3", {}, words.statement), el("blockquote", {}, cell.text || words.no_answer),
    el("dl", {}, fact(words.low, cell.words), fact("", cell.section), fact(words.picture, cell.page), fact("", cell.lead), fact("", cell.remarks),
      fact("", cell.nearest), fact("", cell.decided)),
    el("p", {}, el("a", { href: `/plans/${document.sha256}` }, words.open_plan)),
    el("div.bar", {},
      cell.target && button_("accept", "⏎", () => decide("accept"), true),
      cell.target && button_("break", "b", () => decide("break")),
      cell.decided && button_("clear", "", () => decide("clear")),
      cell.reviewed ? button_("unreview", "r", () => review([[n, plan]], false)) : button_("review", "r", () => review([[n, plan]], true)),
      button_("review_row", "", () => review(row.cells.map((_, at) => [n, at]), true))),
    matrix.choices[plan].length ? chooser(cell, plan) : "",
    el("p.good", {}, cell.reviewed ? `${words.reviewed}: ${cell.reviewed.by}` : ""));
}

const button_ = (word, sign, act, first = false) => el(first ? "button.primary" : "button", { type: "button", id: word, onclick: () => attempt(act) }, words[word], sign ? el("kbd", {}, sign) : null);

function shut() {
  chosen = null;
  detail.hidden = true;
  for (const old of table.querySelectorAll(".chosen")) old.classList.remove("chosen");
}

async function decide(action) {
  const [n, plan] = chosen;
  const row = matrix.rows[n], cell = row.cells[plan];
  take(await ask(`${address}/pairs?language=${language}`, { method: "POST", json: {
    row: row.id, plan: matrix.documents[plan].sha256, action, target: cell.ref, by: person() } }));
}

// Another statement of the plan is what answers.
async function choose(ref) {
  const [n, plan] = chosen;
  take(await ask(`${address}/pairs?language=${language}`, { method: "POST", json: {
    row: matrix.rows[n].id, plan: matrix.documents[plan].sha256, action: "accept", target: ref, by: person() } }));
}

function chooser(cell, plan) {
  const box = el("select", { id: "choose", "aria-label": words.answer_by, onchange: () => box.value && attempt(() => choose(box.value)) },
    el("option", { value: "" }, words.answer_by),
    matrix.choices[plan].filter((one) => one.ref !== cell.ref).map((one) => el("option", { value: one.ref }, one.text.slice(0, 120))));
  return box;
}

async function review(places, seen) {
  const cells = places.map(([n, plan]) => ({ row: matrix.rows[n].id, plan: matrix.documents[plan].sha256,
    status: matrix.rows[n].cells[plan].status, target: matrix.rows[n].cells[plan].target }));
  take(await ask(`${address}/reviews?language=${language}`, { method: "POST", json: { by: person(), cells, seen } }));
}

function take(told) {
  matrix = told;
  show();
  tell(words.saved);
}

function step(rows, columns) {
  const shown = [...table.querySelectorAll("tbody tr")].map((row) => Number(row.dataset.row));
  const [n, plan] = chosen || [shown[0], 0];
  const at = Math.max(0, Math.min(shown.length - 1, shown.indexOf(n) + rows));
  open(shown[at], Math.max(0, Math.min(matrix.names.length - 1, plan + columns)));
}

const KEYS = {
  ArrowDown: () => step(1, 0), ArrowUp: () => step(-1, 0), ArrowLeft: () => step(0, -1), ArrowRight: () => step(0, 1),
  Enter: () => chosen && byId("accept")?.click(), b: () => byId("break")?.click(), r: () => (byId("review") || byId("unreview"))?.click(), Escape: shut,
};
document.addEventListener("keydown", (event) => {
  if (isTyping(event) || !KEYS[event.key] || !matrix) return;
  if (event.key === "Enter" && (!chosen || !event.target.closest(".cell.chosen, body:not(.cell)"))) return;
  if (event.key === "Enter" && event.target.closest("aside, header")) return;
  event.preventDefault();
  KEYS[event.key]();
});

tell(words.loading);
attempt(async () => { matrix = await ask(`${address}?language=${language}`); tell(""); show(); });
