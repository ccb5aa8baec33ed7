import { GOES_ON } from "./feedback.js";
import { fromAssistant, fromVisitor, note, problem, waiting } from "./message.js";

const WAIT_BEFORE_DOTS_MS = 250;

/** The conversation on the screen: it adds messages, scrolls to them, and moves focus when asked. */
export class Log {
  #element;
  #on;

  /**
   * @param {HTMLElement} element the live region
   * @param {object} on what the messages' own buttons do, see `fromAssistant`
   */
  constructor(element, on) {
    this.#element = element;
    this.#on = on;
  }

  /** Shows entries of an earlier page without reading them aloud. */
  restore(entries) {
    this.#element.setAttribute("aria-live", "off");
    for (const entry of entries) this.#element.append(this.#render(entry));
    this.#keepOnlyLastActions();
    this.#element.lastElementChild?.scrollIntoView({ block: "nearest" });
    requestAnimationFrame(() => this.#element.setAttribute("aria-live", "polite"));
  }

  /**
   * Adds what one turn brought and shows it from its beginning, not its end.
   * @param {object[]} entries as the history keeps them
   * @param {{focus?: boolean}} [options] `focus`: the first of them gets the focus
   */
  add(entries, { focus = false } = {}) {
    for (const solved of this.#element.querySelectorAll(".notice")) solved.remove();
    const nodes = entries.map((entry) => this.#render(entry));
    if (!nodes.length) return;
    this.#element.append(...nodes);
    this.#keepOnlyLastActions();
    const question = nodes[0].previousElementSibling;
    const start = question?.matches(".user") && question.offsetHeight < 200 ? question : nodes[0];
    start.scrollIntoView({ block: "start" });
    if (focus) nodes[0].focus({ preventScroll: true });
  }

  addQuestion(text) {
    for (const open of this.#element.querySelectorAll(".feedback")) open.dispatchEvent(new Event(GOES_ON));
    const node = fromVisitor(text);
    this.#element.append(node);
    node.scrollIntoView({ block: "end" });
  }

  /** Shows a problem at the end; `retry` removes it and tries again, `focus` moves the focus to it. */
  addProblem(text, retry, { focus = false } = {}) {
    const node = problem(text, retry && (() => {
      node.remove();
      retry();
    }));
    this.#element.append(node);
    node.scrollIntoView({ block: "end" });
    if (focus) node.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Shows the dots when it takes long enough to notice; returns what takes them away. */
  wait() {
    const dots = waiting();
    const timer = setTimeout(() => {
      this.#element.append(dots);
      dots.scrollIntoView({ block: "end" });
    }, WAIT_BEFORE_DOTS_MS);
    return () => {
      clearTimeout(timer);
      dots.remove();
    };
  }

  clear() {
    this.#element.replaceChildren();
  }

  #render(entry) {
    if (entry.who === "user") return fromVisitor(entry.text);
    if (entry.who === "note") return note(entry.text);
    return fromAssistant(entry.message, this.#on);
  }

  /** "Makkelijker" is about the last answer, so older answers no longer offer it. */
  #keepOnlyLastActions() {
    for (const group of [...this.#element.querySelectorAll(".actions")].slice(0, -1)) group.remove();
  }
}
