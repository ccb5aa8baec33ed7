import { h, listOf, outside } from "./dom.js";

const SHOWN = 5;

/** Course offers as cards; the first five are open, the others one press away. */
export function courses(offers) {
  const cards = listOf(offers).map(card);
  const first = h("ul", { class: "courses" }, ...cards.slice(0, SHOWN));
  const rest = cards.slice(SHOWN);
  if (!rest.length) return first;
  return h(
    "div",
    {},
    first,
    h(
      "details",
      { class: "more-courses" },
      h("summary", {}, rest.length === 1 ? "Nog 1 opleiding" : `Nog ${rest.length} opleidingen`),
      h("ul", { class: "courses" }, ...rest),
    ),
  );
}

function card(offer) {
  const facts = [offer.level, offer.route, offer.start && `start ${offer.start}`].filter(Boolean);
  const place = [offer.school, offer.town].filter(Boolean).join(", ");
  return h(
    "li",
    { class: "course" },
    h("h3", {}, outside(offer.url, String(offer.name ?? "Opleiding"))),
    h(
      "p",
      { class: "place" },
      h("span", {}, place),
      distance(offer.distance_km) && h("span", { class: "distance" }, distance(offer.distance_km)),
    ),
    facts.length > 0 && h("ul", { class: "facts" }, ...facts.map((fact) => h("li", {}, String(fact)))),
    offer.source && h("p", { class: "source" }, `Bron: ${offer.source}`),
  );
}

/** Distances are between towns, so 0 says no more than the town's name. */
function distance(kilometres) {
  if (typeof kilometres !== "number" || !Number.isFinite(kilometres) || kilometres === 0) return null;
  if (kilometres < 1) return "minder dan 1 km";
  return `${Math.round(kilometres)} km`;
}
