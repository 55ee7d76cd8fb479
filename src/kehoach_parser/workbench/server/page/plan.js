// A plan: the picture of the page and its text side by side, and the queue of doubts, answered by keyboard.
import { ask, attempt, byId, el, fill, isTyping, person, tell, words } from "./common.js";
import { showPage } from "./picture.js";
import { markedWords, scrollToPlace, showText } from "./text.js";
import { correctionForm } from "./form.js";

const sha256 = location.pathname.split("/")[2];
const address = `/api/plans/${sha256}`;
const MOST = 300; // doubts that are answered together
let sheet = null;
let text = "";
let queue = [];
let current = 0;

const card = el("div.card", { id: "card", "aria-live": "polite" });
const list = el("ol", { id: "queue" });
const count = el("b", { id: "count" });
const also = el("input", { type: "checkbox", id: "also", onchange: () => show() });
const targets = el("div", { id: "targets" });
const picture = el("section", { id: "picture" });
const reading = el("section", { id: "text", lang: "vi", tabIndex: 0, "aria-label": words.text });
byId("main").append(picture, reading, el("aside", {},
  el("div.bar", {}, el("h2", {}, words.queue, " ", count), el("label", {}, also, " ", words.also_figures)),
  card, el("p.faint.keys", {}, words.keys),
  el("div.bar", {},
    el("button", { type: "button", id: "undo", onclick: () => attempt(undo) }, words.undo, el("kbd", {}, "u")),
    el("button", { type: "button", id: "add", onclick: () => attempt(addTarget) }, words.add_target, el("kbd", {}, "a"))),
  list, el("h2", {}, words.all_targets), targets,
  el("p.faint", {}, words.download, ": ", ["json", "html", "gold"].map((form, n) => [n ? " · " : "",
    el("a", { href: `${address}/export.${form}` }, words[["as_json", "as_page", "as_gold"][n]])]))));

// The doubts, and on demand the figures of targets that nobody has seen.
function makeQueue() {
  const doubts = sheet.doubts.slice();
  if (also.checked) {
    sheet.statements.forEach((statement, number) => statement.object === "target" && statement.measures.forEach((measure, place) => {
      if (measure.confirmed || measure.corrected.length) return;
      doubts.push({ ...measure, key: `${measure.start}-${place}`, code: null, message: words.unseen, harm: "figure_of_target", about: { statement: number, measure: place } });
    }));
  }
  return doubts;
}

function show() {
  const meta = sheet.metadata;
  byId("title").textContent = meta.title || sheet.name;
  document.title = `${meta.number || ""} ${meta.title || sheet.name}`.trim();
  queue = makeQueue();
  current = Math.max(0, Math.min(current, queue.length - 1));
  count.textContent = queue.length;
  showText(reading, text, sheet);
  list.replaceChildren(...queue.map((doubt, n) => el("li", { onclick: () => go(n) },
    el(`span.harm.${doubt.harm}`, {}, words[doubt.harm === "document" ? "whole" : doubt.harm]), " ", doubt.quote || doubt.message)));
  targets.replaceChildren(...sheet.statements.filter((one) => one.object === "target").map(showTarget));
  go(current);
}

function showTarget(target) {
  return el("div.target", { onclick: () => place(target) }, el("small", {}, target.section || ""), " ", target.text,
    el("div", {}, target.measures.map((measure) => el(`span.chip${measure.corrected.length ? ".fixed" : measure.confirmed ? ".good" : ""}`,
      { title: measure.corrected.map(sayNote).join("; ") }, measure.words))));
}

const sayNote = (note) => `${note.field}: ${words.read_as} ${note.from} (${note.by})`;

function place(thing) {
  scrollToPlace(reading, thing.start, thing.end);
  if (sheet.drawn && thing.boxes.length) showPage(picture, address, sheet.pages, thing.boxes[0].page, thing.boxes);
}

function go(number) {
  current = number;
  const doubt = queue[current];
  [...list.children].forEach((item, n) => item.classList.toggle("current", n === current));
  list.children[current]?.scrollIntoView({ block: "nearest" });
  if (!doubt) { card.replaceChildren(el("p.good", {}, words.queue_done)); return; }
  const about = aboutOf(doubt);
  const statement = doubt.about && sheet.statements[doubt.about.statement];
  card.dataset.key = doubt.key;
  card.replaceChildren(...[
    el("p", {}, el(`span.harm.${doubt.harm}`, {}, words[doubt.harm === "document" ? "whole" : doubt.harm]), " ", doubt.message),
    statement ? showStatement(statement, doubt) : doubt.quote ? el("blockquote", {}, doubt.quote) : null,
    sayReading(doubt, about),
    el("div.bar", { id: "actions" },
      action("right", "⏎", () => answer(rightParts(doubt)), true),
      canCorrect(doubt) && action("correct", "e", () => edit(doubt)),
      statement?.object === "target" && action("not_target", "x", () => answer([removal(statement), ...settled(doubt)])),
      about?.object === "measure" && action("not_figure", "d", () => answer([removal(about), ...settled(doubt)])),
      alike(doubt).length > 2 && action("all_right", "g", () => answer(alike(doubt).flatMap(settled)), false, alike(doubt).length)),
  ].filter(Boolean));
  if (doubt.boxes?.length || doubt.end) place(doubt.boxes?.length ? doubt : { ...doubt, boxes: statement?.boxes || [] });
}

const action = (word, sign, act, first = false, count = 0) => el(first ? "button.primary" : "button",
  { type: "button", id: word, onclick: () => attempt(act) }, fill(words[word], { count }), el("kbd", {}, sign));

// Doubts of one kind that touch no figure, to be answered together: each page of a scan has one.
function alike(doubt) {
  if (!["place", "document"].includes(doubt.harm)) return [];
  return queue.filter((one) => one.code === doubt.code && one.harm === doubt.harm).slice(0, MOST);
}

// What was read of the figure, or of the letterhead.
function sayReading(doubt, about) {
  const read = about?.object === "measure" ? about.words : doubt.field ? sheet.metadata[doubt.field] ?? "–" : null;
  return read === null ? null : el("p", {}, words.read_as, " ", el("b.value", {}, read));
}

function showStatement(statement, doubt) {
  const from = Math.max(0, doubt.start - statement.start), to = Math.max(from, doubt.end - statement.start);
  const quote = statement.quote;
  return el("blockquote", {}, quote.slice(0, from), el("mark", {}, quote.slice(from, to)), quote.slice(to));
}

// The object that a doubt is about: a figure, a statement, or nothing but the issue itself.
function aboutOf(doubt) {
  if (!doubt.about) return null;
  const statement = sheet.statements[doubt.about.statement];
  return doubt.about.measure === undefined ? statement : statement.measures[doubt.about.measure];
}

const canCorrect = (doubt) => aboutOf(doubt)?.object === "measure" || doubt.field;
const named = (thing) => ({ object: thing.object, quote: thing.quote, start: thing.start, end: thing.end, before: thing.before, after: thing.after });
const removal = (thing) => ({ ...named(thing), action: "remove" });
const settled = (doubt) => doubt.code === null ? [] : [{ ...named({ ...doubt, object: "issue" }), action: "confirm", field: doubt.code, from: doubt.quote ? null : doubt.message }];

function rightParts(doubt) {
  const about = aboutOf(doubt);
  return [...(about?.object === "measure" ? [{ ...named(about), action: "confirm" }] : []), ...settled(doubt)];
}

function edit(doubt) {
  const about = aboutOf(doubt);
  const parts = (fields) => about
    ? fields.map(({ field, from, to }) => ({ ...named(about), action: "replace", field, from, to }))
    : fields.map(({ field, from, to }) => ({ object: "metadata", action: "replace", quote: "", start: 0, end: 0, field, from, to }));
  correctionForm(card, about ? about.values : { [doubt.field]: sheet.metadata[doubt.field] },
    (fields, why) => attempt(() => answer([...parts(fields), ...settled(doubt)], why)), () => go(current));
}

async function answer(parts, why = "") {
  const by = person();
  const told = await ask(`${address}/answers`, { method: "POST", json: { by, parts, why } });
  take(told);
  tell(words.saved);
}

async function undo() {
  const told = await ask(`${address}/undo`, { method: "POST", json: { by: person() } });
  take(told);
  tell(told.undone.length ? words.undone : words.nothing_to_undo);
}

async function addTarget() {
  const found = markedWords(reading, text);
  if (!found) { tell(words.mark_first, true); return; }
  await answer([{ object: "target", action: "add", ...found }]);
}

function take(told) {
  sheet = told;
  show();
}

const KEYS = {
  Enter: () => byId("right")?.click(), e: () => byId("correct")?.click(), x: () => byId("not_target")?.click(),
  d: () => byId("not_figure")?.click(), g: () => byId("all_right")?.click(), j: () => go(Math.min(current + 1, queue.length - 1)),
  k: () => go(Math.max(current - 1, 0)), u: () => byId("undo").click(), a: () => byId("add").click(),
};
document.addEventListener("keydown", (event) => {
  if (isTyping(event) || !KEYS[event.key] || !sheet) return;
  if (event.key === "Enter" && event.target.closest("button, a")) return;
  event.preventDefault();
  KEYS[event.key]();
});

showPage(picture, address, null, 1, []); // at once: the picture needs no reading
async function load() {
  const told = await ask(address).catch((error) => {
    if (error.status !== 409) throw error;
    tell(words.reading);
    setTimeout(() => attempt(load), 1000);
  });
  if (!told) return;
  tell("");
  text = told.text;
  delete told.text;
  sheet = told;
  document.body.classList.toggle("undrawn", !sheet.drawn);
  if (sheet.drawn) showPage(picture, address, sheet.pages, 1, []);
  show();
}
tell(words.loading);
attempt(load);
