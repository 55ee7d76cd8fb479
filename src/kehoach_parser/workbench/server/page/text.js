// The text as it was read, cut at the borders of what was found; every piece knows where it begins.
import { el } from "./common.js";

let marksOf = [];

export function showText(section, text, sheet) {
  const top = section.scrollTop;
  marksOf = collect(sheet);
  const lines = document.createDocumentFragment();
  let start = 0;
  let next = 0;
  let active = [];
  for (const line of text.split("\n")) {
    const end = start + line.length;
    while (next < marksOf.length && marksOf[next].start < end) active.push(marksOf[next++]);
    active = active.filter((mark) => mark.end > start);
    if (line.trim()) lines.append(el("p", { "data-start": start }, cut(text, start, end, active)));
    start = end + 1;
  }
  section.replaceChildren(lines);
  section.scrollTop = top;
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
