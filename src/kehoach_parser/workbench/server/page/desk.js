// The folder: files are dropped, read one after the other, and listed with how far they have been answered.
import { ask, attempt, byId, el, fill, language, person, tell, words } from "./common.js";

const LOOK_AGAIN = 1000; // milliseconds between two looks while something is being read
const ticked = new Set();
let listed = { documents: [], comparisons: [], programmes: [], reading: 0 };

const picker = el("input", { type: "file", multiple: true, id: "files", hidden: true,
  onchange: () => { add([...picker.files]); picker.value = ""; } });
const zone = el("div.drop", { id: "drop" }, el("p", {}, words.drop),
  el("button", { type: "button", onclick: () => picker.click() }, words.choose), picker);
const progress = el("p", { id: "progress", role: "status" });
const filter = el("input", { type: "search", placeholder: words.filter, "aria-label": words.filter, oninput: () => show() });
const rows = el("tbody");
const base = el("select", { id: "baseline", "aria-label": words.baseline });
const made = el("ul", { id: "comparisons" });

byId("main").append(zone, progress,
  el("section", {}, el("div.bar", {}, el("h2", {}, words.documents), filter),
    el("table.list", {}, el("thead", {}, el("tr", {}, el("th", { title: words.chosen }, "✓"), el("th", {}, words.document),
      el("th", {}, words.state))), rows)),
  el("section.card", {}, el("h2", {}, words.compare), el("p.faint", {}, words.compare_how),
    el("div.bar", {}, el("label", {}, words.baseline, " ", base),
      el("button.primary", { type: "button", id: "compare", onclick: () => attempt(compare) }, words.make_comparison)),
    el("h3", {}, words.comparisons), made));

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    if (kind === "drop") add([...event.dataTransfer.files]);
  });
}

async function add(files) {
  for (const file of files) {
    await attempt(async () => {
      tell(file.name);
      await ask(`/api/documents?name=${encodeURIComponent(file.name)}`, { method: "PUT", body: file });
      tell(words.saved);
    });
    await refresh();
  }
}

async function compare() {
  const plans = [...ticked].filter((sha256) => sha256 !== base.value);
  const made = await ask("/api/comparisons", { method: "POST", json: { baseline: base.value, plans, by: person() } });
  location.assign(`/comparisons/${made.id}`);
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

function show() {
  const wanted = plain(filter.value.trim());
  const shown = listed.documents.filter((one) => plain(`${one.name} ${one.sums?.title || ""} ${one.sums?.issuer || ""}`).includes(wanted));
  rows.replaceChildren(...shown.map(showRow));
  if (!listed.documents.length) rows.append(el("tr", {}, el("td", { colSpan: 3 }, words.no_documents)));
  progress.textContent = listed.reading ? fill(words.progress, { count: listed.reading }) : "";
  const chosen = base.value;
  base.replaceChildren(
    ...listed.programmes.map((name) => el("option", { value: `programme:${name}` }, `${name} (${words.programme})`)),
    ...listed.documents.filter((one) => one.state === "read").map((one) => el("option", { value: one.sha256 }, label(one))));
  if (chosen) base.value = chosen;
  const names = new Map(listed.documents.map((one) => [one.sha256, label(one)]));
  made.replaceChildren(...listed.comparisons.map((one) => el("li", {}, el("a", { href: `/comparisons/${one.id}` },
    `${names.get(one.baseline) || one.baseline.replace(/^programme:/, "")} – ${fill(words.plans_count, { count: one.plans.length })}`),
    el("small", {}, ` ${one.plans.map((plan) => names.get(plan) || plan.slice(0, 8)).join(", ")}`))));
}

const label = (one) => [one.sums?.number, one.sums?.issuer].filter(Boolean).join(", ") || one.name;

function showRow(one) {
  const box = el("input", { type: "checkbox", checked: ticked.has(one.sha256), disabled: one.state !== "read", "aria-label": `${words.chosen}: ${one.name}`,
    onchange: () => (box.checked ? ticked.add(one.sha256) : ticked.delete(one.sha256)) });
  const title = one.sums?.title || one.name;
  const again = el("button", { type: "button", onclick: () => attempt(async () => {
    await ask(`/api/plans/${one.sha256}/read`, { method: "POST", json: {} }); await refresh(); }) }, words.read_again);
  return el("tr", { "data-sha": one.sha256, className: one.state }, el("td", {}, box),
    el("td", {}, one.state === "failed" ? el("b", {}, title) : el("a", { href: `/plans/${one.sha256}` }, el("b", {}, title)),
      el("small", {}, [one.name, one.sums?.number, one.sums?.issuer, one.sums?.pages && `${one.sums.pages} ${words.pages}`].filter(Boolean).join(" · "))),
    el("td.state", {}, showState(one), one.state === "failed" && again));
}

function showState(one) {
  if (one.state === "failed") return [el("span.badge.bad", {}, words.failed_state), el("small", {}, one.error)];
  if (one.state !== "read") return el("span.badge.busy", {}, words[one.state]);
  const sums = one.sums;
  if (!sums) return el("span.badge", {}, words.read);
  return [
    el(sums.doubts ? "span.badge.doubt" : "span.badge.good", {}, `${sums.doubts} ${words.doubts}`),
    el("span.badge", {}, `${sums.targets} ${words.targets}, ${sums.figures} ${words.figures}`),
    el("span.badge.good", {}, `${sums.confirmed} ${words.confirmed}`),
    el("span.badge.fixed", {}, `${sums.corrected} ${words.corrected}`),
  ];
}

let timer;
async function refresh() {
  clearTimeout(timer);
  listed = await ask("/api/desk");
  show();
  if (listed.reading || listed.documents.some((one) => one.state === "read" && !one.sums)) timer = setTimeout(() => attempt(refresh), LOOK_AGAIN);
}
attempt(refresh);
document.documentElement.dataset.language = language;
