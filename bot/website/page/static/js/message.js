import { courses } from "./courses.js";
import { h, listOf } from "./dom.js";
import { drawing, table } from "./extras.js";
import { feedback } from "./feedback.js";
import { proof } from "./proof.js";
import { words } from "./text.js";

const ACTIONS = [
  ["Makkelijker", "/makkelijker_uitleggen"],
  ["Meer uitleg", "/meer_uitleg"],
  ["Bron?", "/bron_vragen"],
];

/** Answers that state no fact: a badge "bestaat" or "Nuttig?" under a greeting only distracts. */
const SMALL_TALK =
  /^(groet|bedankt_afscheid|onzin|schelden|bevestigen|ontkennen|keuze_maken|verduidelijking_nodig|opnieuw_beginnen|taal_wisselen)(\.|$)/;

let count = 0;

/** Whether a message answers someone in danger; such a message stands alone. */
export function isCrisis(message) {
  return /^crisis(\.|$)/.test(message.answer ?? "");
}

/** What the visitor said. */
export function fromVisitor(text) {
  return article("user", "Jij", h("p", { class: "balloon", dir: "auto" }, text));
}

/**
 * One message of the assistant.
 * @param {object} message as the channel's contract describes it; every field but text is optional
 * @param {{choose: (button: {title: string, payload: string}) => void,
 *          judge: (answer: string, useful: boolean, comment: string) => Promise<void>}} on
 */
export function fromAssistant(message, on) {
  const buttons = listOf(message.buttons);
  const offers = listOf(message.courses);
  const crisis = isCrisis(message);
  const factual = !crisis && !SMALL_TALK.test(message.answer ?? "");
  const content = h(
    "div",
    { class: "content", lang: message.lang, dir: message.dir },
    words(message.text ?? "", { emergency: crisis }),
    offers.length > 0 && courses(offers),
    message.table && table(message.table),
    message.image?.svg && drawing(message.image),
    buttons.length > 0 && choices(buttons, on.choose),
  );
  const node = article("bot", "Vakroute", h("div", { class: "card" }, content, factual && proof(message)));
  if (crisis) node.classList.add("crisis");
  else if (factual && message.answer && message.status) node.append(tools(message, on));
  return node;
}

/** The dots while the assistant is looking something up; screen readers get the words. */
export function waiting() {
  return h(
    "div",
    { class: "message bot waiting" },
    h("p", { class: "card" }, h("i"), h("i"), h("i"), h("span", { class: "sr" }, "Vakroute zoekt het op.")),
  );
}

/** A line between two conversations. */
export function note(text) {
  return h("p", { class: "note" }, h("span", {}, text));
}

/** What went wrong, with what can be done about it. */
export function problem(text, retry) {
  return h(
    "div",
    { class: "notice", role: "alert" },
    h("p", {}, text),
    retry && h("p", {}, h("button", { type: "button", onclick: retry }, "Opnieuw")),
  );
}

function article(kind, sender, ...children) {
  const id = `bericht-${(count += 1)}`;
  return h(
    "article",
    { class: `message ${kind}`, tabindex: "-1", "aria-labelledby": id },
    h("h2", { class: "sender", id }, sender),
    ...children,
  );
}

function choices(buttons, choose) {
  return h(
    "ul",
    { class: "choices" },
    ...buttons.map((button) =>
      h("li", {}, h("button", { type: "button", onclick: () => choose(button) }, String(button.title))),
    ),
  );
}

function tools(message, { choose, judge }) {
  return h(
    "div",
    { class: "tools", "aria-live": "off" },
    h(
      "div",
      { class: "group actions", role: "group", "aria-label": "Over dit antwoord" },
      ...ACTIONS.map(([title, payload]) =>
        h("button", { type: "button", onclick: () => choose({ title, payload }) }, title),
      ),
    ),
    feedback((useful, comment) => judge(message.answer, useful, comment)),
  );
}
