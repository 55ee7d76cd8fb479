// The page of the server for tools: what /openapi.json says, readable.
import { ask, attempt, byId, el, words } from "./common.js";

byId("title").textContent = words.tools;
attempt(async () => {
  const api = await ask("/openapi.json");
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => el("section.card", {},
      el("h2", {}, `${method.toUpperCase()} ${path}`), el("p", {}, operation.summary),
      el("ul", {}, (operation.parameters || []).map((one) => el("li", {}, el("code", {}, `?${one.name}=`), ` ${one.description}`))),
      el("table", {}, el("tbody", {}, Object.entries(operation.responses).map(([code, told]) =>
        el("tr", {}, el("th", {}, code), el("td", {}, told.description))))))));
  byId("main").append(el("p", {}, words.tools_intro),
    el("pre", {}, `curl -H "Authorization: Bearer $TOKEN" --data-binary @plan.pdf "${location.origin}/parse?name=plan.pdf"`),
    el("p", {}, el("a", { href: "/openapi.json" }, "openapi.json")), ...operations);
});
