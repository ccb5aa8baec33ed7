const LIMIT = 500;
const HINT_FROM = 400;
const SPOKEN_EVERY = 25;

/** The field to type in: Enter sends, Shift+Enter makes a line, and near the limit it counts. */
export class Composer {
  #field;
  #counter;
  #spoken;

  /**
   * @param {HTMLFormElement} form
   * @param {(text: string) => boolean} send false keeps the text, because it could not be sent now
   * @param {{keepFocus: () => boolean}} options whether one can type on at once after sending
   */
  constructor(form, send, { keepFocus }) {
    this.#field = form.querySelector("textarea");
    this.#counter = form.querySelector("#teken");
    this.#spoken = form.querySelector("#tekenmelding");
    this.#field.removeAttribute("maxlength");
    this.#field.removeAttribute("required");
    this.#field.addEventListener("input", () => this.#count());
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = this.#field.value.trim();
      if (text && length(text) <= LIMIT && send(text)) {
        this.#field.value = "";
        this.#count();
        if (!keepFocus()) return;
      }
      this.#field.focus();
    });
  }

  focus() {
    this.#field.focus();
  }

  #count() {
    const used = length(this.#field.value.trim());
    const tooLong = used > LIMIT;
    this.#counter.classList.toggle("too-long", tooLong);
    this.#counter.textContent = used < HINT_FROM ? "" : tooLong
      ? `${used - LIMIT} ${used - LIMIT === 1 ? "teken" : "tekens"} te veel: maak je vraag korter.`
      : `Nog ${LIMIT - used} ${LIMIT - used === 1 ? "teken" : "tekens"}.`;
    if (tooLong) this.#field.setAttribute("aria-invalid", "true");
    else this.#field.removeAttribute("aria-invalid");
    if (used < HINT_FROM || tooLong || used % SPOKEN_EVERY === 0) this.#spoken.textContent = this.#counter.textContent;
  }
}

/** Characters as the server counts them: an emoji is one. */
function length(text) {
  return [...text].length;
}
