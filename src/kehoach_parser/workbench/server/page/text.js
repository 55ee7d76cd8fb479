// The text as it was read, cut at the borders of what was found; every piece knows where it begins.
import { el } from "./common.js";

let lines = []; // of the text shown: where each begins and ends, its element, and the marks it was drawn with

export function showText(section, text, sheet) {
  if (!lines.length) lines = begin(section, text);
  const marks = collect(sheet);
  let next = 0;
  let active = [];
  for (const line of lines) {
    while (next < marks.length && marks[next].start < line.end) active.push(marks[next++]);
    active = active.filter((mark) => mark.end > line.start);
    const drawn = active.map((mark) => `${mark.start}-${mark.end}-${mark.kind}`).join(" ");
    if (drawn === line.drawn) continue; // of a long plan an answer changes a line or two
    line.drawn = drawn;
    line.element.replaceChildren(...cut(text, line.start, line.end, active));
  }
}

function begin(section, text) {
  const found = [];
  let start = 0;
  for (const row of text.split("\n")) {
    const end = start + row.length;
    if (row.trim()) found.push({ start, end, element: el("p", { "data-start": start }), drawn: null });
    start = end + 1;
  }
  section.replaceChildren(...found.map((line) => line.element));
  return found;
}

function collect(sheet) {
  const marks = [];
  const add = (thing, kind) => thing.end > thing.start && marks.push({ start: thing.start, end: thing.end, kind });
  for (const statement of sheet.statements) {
    add(statement, statement.object);
    for (const measure of statement.measures) add(measure, measure.corrected.length ? "measure fixed" : measure.confirmed ? "measure seen" : "measure");
  }
  for (const doubt of sheet.doubts) add(doubt, "doubt");
  return marks.sort((one, other) => one.start - other.start || other.end - one.end);
}

function cut(text, start, end, active) {
  const edges = new Set([start, end]);
  for (const mark of active) for (const edge of [mark.start, mark.end]) if (start < edge && edge < end) edges.add(edge);
  const sorted = [...edges].sort((one, other) => one - other);
  return sorted.slice(0, -1).map((left, n) => {
    const kinds = active.filter((mark) => mark.start <= left && mark.end >= sorted[n + 1]).map((mark) => mark.kind);
    return el("span", { "data-start": left, className: kinds.join(" ") }, text.slice(left, sorted[n + 1]));
  });
}

export function scrollToPlace(section, start, end) {
  for (const old of section.querySelectorAll(".flash")) old.classList.remove("flash");
  const pieces = [...section.querySelectorAll("span")].filter((piece) => {
    const at = Number(piece.dataset.start);
    return at < end && at + piece.textContent.length > start;
  });
  for (const piece of pieces) piece.classList.add("flash");
  if (!pieces.length) return;
  const place = pieces[0].getBoundingClientRect();
  const frame = section.getBoundingClientRect();
  section.scrollTop += place.top - frame.top - frame.height / 3;
}

// The words that a person has marked in the text, as a correction names its place.
export function markedWords(section, text) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !section.contains(selection.anchorNode) || !section.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  let start = offset(range.startContainer, range.startOffset, text);
  let end = offset(range.endContainer, range.endOffset, text);
  while (start < end && /[\s\-–+•]/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (end <= start) return null;
  return { quote: text.slice(start, end), start, end, before: text.slice(Math.max(0, start - 60), start), after: text.slice(end, end + 60) };
}

function offset(node, inside, text) {
  if (node.nodeType === Node.TEXT_NODE) return Number(node.parentElement.dataset.start) + inside;
  const child = node.childNodes[inside];
  const piece = child?.dataset ? child : child?.querySelector?.("[data-start]");
  if (piece?.dataset?.start) return Number(piece.dataset.start);
  return node.dataset?.start ? Number(node.dataset.start) + node.textContent.length : text.length;
}
