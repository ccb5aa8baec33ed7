/**
 * Builds elements; text children become text nodes, so nothing from outside is parsed as markup.
 * @param {string} tag
 * @param {Object<string, unknown>} [attributes] `onclick` and the like add a listener
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** The address when it is http or https, otherwise null: `javascript:` never becomes a link. */
export function webAddress(value) {
  try {
    const url = new URL(String(value));
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that opens beside the conversation, or only its words when the address is not a web page. */
export function outside(address, words) {
  const href = webAddress(address);
  if (!href) return h("span", {}, words);
  return h(
    "a",
    { href, target: "_blank", rel: "noopener noreferrer" },
    words,
    h("span", { class: "sr" }, " (nieuw tabblad)"),
  );
}

/** A list of a message that may be missing or, from a broken server, something else. */
export function listOf(value) {
  return Array.isArray(value) ? value.filter((item) => item !== null && item !== undefined) : [];
}

const MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split(" ");

/** "2026-11-23" → "23 november 2026", "2026-11" → "november 2026"; other words stay as they are. */
export function day(value) {
  const [, year, month, date] = /^(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?$/.exec(String(value)) ?? [];
  if (!year) return value === "onbekend" ? "datum onbekend" : String(value);
  return [date && Number(date), MONTHS[month - 1], year].filter(Boolean).join(" ");
}
