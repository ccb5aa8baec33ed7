import { h, outside } from "./dom.js";

const BULLET = /^\s*[-•*]\s+/;
const NUMBER = /^\s*\d{1,2}[.)]\s+/;
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/;
const FREE_NUMBER = /\b0800-\d{4}\b/;
const HELP_SITE = /\b113\.nl\b/;
const EMERGENCY_NUMBER = /(?<![\d€.,-])11[23](?![\d.,]*\d)/;

/**
 * Plain text of an answer as paragraphs and lists, with web addresses and help lines as links.
 * @param {string} text lines that start with "- " or "1. " form a list
 * @param {{emergency?: boolean}} [options] `emergency`: 112, 113 and 113.nl become links as well
 * @returns {HTMLElement}
 */
export function words(text, { emergency = false } = {}) {
  const pattern = new RegExp(
    [ADDRESS, FREE_NUMBER, ...(emergency ? [HELP_SITE, EMERGENCY_NUMBER] : [])].map((part) => part.source).join("|"),
    "g",
  );
  const container = h("div", { class: "words" });
  const lines = String(text).split("\n").filter((line) => line.trim());
  for (const block of blocks(lines)) container.append(render(block, pattern));
  return container;
}

/** Each line is a paragraph of its own; neighbouring items make one list. */
function blocks(lines) {
  const found = [];
  for (const line of lines) {
    const kind = BULLET.test(line) ? "ul" : NUMBER.test(line) ? "ol" : "p";
    const last = found.at(-1);
    if (kind !== "p" && last?.kind === kind) last.lines.push(line);
    else found.push({ kind, lines: [line] });
  }
  return found;
}

function render({ kind, lines }, pattern) {
  if (kind === "p") return h("p", {}, ...linked(lines[0].trim(), pattern));
  const mark = kind === "ul" ? BULLET : NUMBER;
  const start = kind === "ol" ? lines[0].trim().match(/^\d+/)[0] : null;
  return h(kind, { start }, ...lines.map((line) => h("li", {}, ...linked(line.replace(mark, ""), pattern))));
}

function linked(line, pattern) {
  const nodes = [];
  let from = 0;
  for (const match of line.matchAll(pattern)) {
    nodes.push(line.slice(from, match.index), link(match[0]));
    from = match.index + match[0].length;
  }
  nodes.push(line.slice(from));
  return nodes;
}

function link(found) {
  if (found.startsWith("http")) return outside(found, found.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, ""));
  if (HELP_SITE.test(found)) return outside("https://www.113.nl/", found);
  return h("a", { href: `tel:${found.replaceAll("-", "")}` }, found);
}
