// The picture of one page, drawn by the server when it is asked for, with boxes over it.
import { el, words } from "./common.js";

let shown = null;

export function showPage(section, address, pages, page, boxes) {
  const key = `${page}`;
  if (shown?.key === key && shown.section === section) {
    shown.pages = pages ?? shown.pages;
    shown.boxes = boxes;
    drawBar(section, address);
    drawBoxes();
    return;
  }
  const image = el("img", { alt: `${words.picture} ${page}`, id: "page" });
  const frame = el("div.page", {}, image);
  shown = { key, section, page, pages: pages ?? shown?.pages ?? null, boxes, image, frame, size: null };
  section.replaceChildren(el("div.bar.pager"), el("div.scroll", {}, frame));
  drawBar(section, address);
  const wanted = shown;
  fetch(`${address}/pages/${page}`).then(async (response) => {
    if (response.status !== 200 || shown !== wanted) return;
    wanted.size = response.headers.get("x-page-size").split(" ").map(Number);
    image.src = await asData(await response.blob());
    drawBoxes();
  });
}

// As a data address: the policy of the page allows no other.
const asData = (blob) => new Promise((resolve) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result);
  reader.readAsDataURL(blob);
});

function drawBar(section, address) {
  const { page, pages } = shown;
  const turn = (to) => () => showPage(section, address, pages, to, []);
  section.querySelector(".pager").replaceChildren(
    el("button", { type: "button", "aria-label": words.previous_page, disabled: page <= 1, onclick: turn(page - 1) }, "‹"),
    el("span", {}, `${words.picture} ${page}${pages ? ` ${words.of} ${pages}` : ""}`),
    el("button", { type: "button", "aria-label": words.next_page, disabled: pages !== null && page >= pages, onclick: turn(page + 1) }, "›"));
}

function drawBoxes() {
  const { frame, boxes, page, size } = shown;
  for (const old of frame.querySelectorAll("svg")) old.remove();
  if (!size) return;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
  for (const box of boxes.filter((one) => one.page === page)) {
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ x: box.x0 - 2, y: box.top - 2, width: box.x1 - box.x0 + 4, height: box.bottom - box.top + 4 })) shape.setAttribute(name, value);
    svg.append(shape);
  }
  frame.append(svg);
  svg.querySelector("rect")?.scrollIntoView({ block: "center", inline: "nearest" });
}
