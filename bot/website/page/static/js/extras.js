import { h, listOf } from "./dom.js";

/** A comparison; it scrolls within itself when it is wider than the screen. */
export function table({ caption = "Vergelijking", columns, rows }) {
  const head = listOf(columns).map((name) => h("th", { scope: "col" }, String(name)));
  const body = listOf(rows).map((cells) =>
    h("tr", {}, ...listOf(cells).map((cell, index) => h(index ? "td" : "th", { scope: index ? null : "row" }, String(cell)))),
  );
  return h(
    "div",
    { class: "scroll", role: "region", tabindex: "0", "aria-label": caption },
    h("table", {}, h("caption", {}, caption), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body)),
  );
}

/** A drawing as an image, in which no script of the drawing can run; its text is in the message. */
export function drawing({ svg, alt = "Tekening van je route" }) {
  const src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(String(svg))}`;
  return h(
    "figure",
    { class: "drawing" },
    h("img", { src, alt }),
    h("button", { type: "button", class: "quiet", onclick: () => enlarge(src, alt) }, "Vergroot de tekening"),
  );
}

function enlarge(src, alt) {
  const dialog = h(
    "dialog",
    { class: "drawing-large", "aria-label": "Tekening, groot" },
    h("div", { class: "pan", tabindex: "0", role: "region", "aria-label": "Tekening" }, h("img", { src, alt })),
    h("form", { method: "dialog" }, h("p", {}, h("button", { class: "primary", autofocus: true }, "Sluit"))),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
