import { ask, attempt, byId, el, words } from "./common.js";

const secret = el("input", { type: "password", id: "password", autocomplete: "current-password" });
const enter = () => attempt(async () => {
  await ask("/login", { method: "POST", json: { password: secret.value } });
  location.assign("/");
});
byId("main").append(el("div.card.narrow", {},
  el("label", {}, words.password, " ", secret),
  el("button.primary", { type: "button", onclick: enter }, words.log_in)));
secret.addEventListener("keydown", (event) => { if (event.key === "Enter") enter(); });
secret.focus();
