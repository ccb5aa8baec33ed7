import { day, h, listOf, outside } from "./dom.js";
import { icon } from "./icons.js";

const LABELS = {
  bestaat: "bestaat",
  voorstel: "plan, niet ingevoerd",
  afgeschaft: "afgeschaft",
  verandert: "verandert",
  onbekend: "niet zeker",
};

/** Whether it exists, the day that was checked, and where it was found; null when nothing is known. */
export function proof({ status, status_label: label, checked, sources }) {
  const known = Object.hasOwn(LABELS, status ?? "");
  const found = listOf(sources);
  if (!known && !checked && !found.length) return null;
  return h(
    "div",
    { class: "proof" },
    h(
      "p",
      { class: "standing" },
      known && h("span", { class: `badge ${status}` }, icon(status), h("span", {}, h("span", { class: "sr" }, "Status: "), label || LABELS[status])),
      checked && h("span", { class: "checked" }, "Nagekeken op ", h("time", { datetime: checked }, day(checked))),
    ),
    found.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, found.length === 1 ? "Bron" : `Bronnen (${found.length})`),
        h("ul", {}, ...found.map(source)),
      ),
  );
}

/** A source; a path such as "/over" is a page of this site. */
function source({ name, url, date }) {
  const own = /^\/[a-z]/.test(url) ? location.origin + url : url;
  return h("li", {}, outside(own, String(name ?? url)), date && `, ${day(date)}`);
}
