const SVG = "http://www.w3.org/2000/svg";

/** Each drawing is one path on a field of 16 by 16, drawn as a line in the colour of the text. */
const PATHS = {
  bestaat: "M3 8.5l3.2 3.2L13 4.8",
  voorstel: "M8 1.8v1.4M3.2 4.2l1 1M12.8 4.2l-1 1M6.2 14h3.6M8 4.8a3.6 3.6 0 0 0-1.8 6.7h3.6A3.6 3.6 0 0 0 8 4.8z",
  afgeschaft: "M4 4l8 8M12 4l-8 8",
  verandert: "M13 6.5A5.3 5.3 0 0 0 3.4 5.6M3 2.6v3.2h3.2M3 9.5a5.3 5.3 0 0 0 9.6.9M13 13.4v-3.2H9.8",
  onbekend: "M5.6 5.8a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.7M8 12.6v.2",
  yes: "M5 7.2v6H3v-6zM5 7.2l2.6-5c1 0 1.7.7 1.7 1.7v2.3h3.1c.9 0 1.5.8 1.3 1.7l-.9 4.1c-.2.7-.7 1.2-1.4 1.2H5",
  no: "M5 8.8v-6H3v6zM5 8.8l2.6 5c1 0 1.7-.7 1.7-1.7V9.8h3.1c.9 0 1.5-.8 1.3-1.7l-.9-4.1c-.2-.7-.7-1.2-1.4-1.2H5",
};

/** A small drawing beside words that say the same; it is hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  path.setAttribute("fill", "none");
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", "1.7");
  path.setAttribute("stroke-linecap", "round");
  path.setAttribute("stroke-linejoin", "round");
  svg.append(path);
  return svg;
}
