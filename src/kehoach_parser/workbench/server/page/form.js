// What is right, field by field: only what was changed is sent.
import { el, words } from "./common.js";

const COMPARATORS = ["eq", "gte", "lte", "gt", "lt", "between", "approx"];
const NUMBERS = ["low", "high"];
const SHOWN = ["comparator", "low", "high", "unit", "subject", "deadline"];

export function correctionForm(card, values, save, cancel) {
  const fields = SHOWN.filter((name) => name in values);
  const names = fields.length ? fields : Object.keys(values);
  const inputs = new Map(names.map((name) => [name, input(name, values[name])]));
  const why = el("input", { type: "text", maxLength: 500, "aria-label": words.why, placeholder: words.why });
  const high = inputs.get("high");
  const range = () => { if (high) high.closest("label").hidden = inputs.get("comparator").value !== "between"; };
  const send = () => save(changed(inputs, values), why.value);
  const form = el("div.form", { id: "form", onkeydown: (event) => {
    if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); send(); }
    if (event.key === "Escape") cancel();
  } }, [...inputs].map(([name, field]) => el("label", {}, words[name] || name, " ", field)), why,
    el("div.bar", {}, el("button.primary", { type: "button", id: "save", onclick: send }, words.save),
      el("button", { type: "button", onclick: cancel }, words.cancel)));
  card.querySelector("#actions").replaceWith(form);
  inputs.get("comparator")?.addEventListener("change", range);
  range();
  const first = inputs.get("low") || [...inputs.values()][0];
  first.focus();
  first.select?.();
}

function input(name, value) {
  if (name === "comparator") {
    return el("select", { name }, COMPARATORS.map((one) => el("option", { value: one, selected: one === value }, words[one])));
  }
  return el("input", { type: "text", name, value: say(name, value), inputMode: NUMBERS.includes(name) ? "decimal" : "text" });
}

const say = (name, value) => value === null ? "" : NUMBERS.includes(name) ? String(value).replace(".", ",") : String(value);

// As Vietnamese writes numbers: a comma before decimals, points between thousands.
function number(text) {
  const plain = text.replace(/\s/g, "");
  const value = Number(plain.includes(",") || /^\d{1,3}(\.\d{3})+$/.test(plain) ? plain.replace(/\./g, "").replace(",", ".") : plain);
  if (!plain || Number.isNaN(value)) throw new Error(`${words.failed}${text}`);
  return value;
}

function changed(inputs, values) {
  const found = [];
  for (const [name, field] of inputs) {
    const to = NUMBERS.includes(name) ? number(field.value) : field.value.trim() || null;
    const follows = name === "high" && inputs.get("comparator").value !== "between";
    if (to !== values[name] && !follows) found.push({ field: name, from: values[name], to });
  }
  // A range first needs both its ends, then its name.
  return found.sort((one, other) => order(one.field) - order(other.field));
}

const order = (field) => (field === "comparator" ? 0 : 1);
