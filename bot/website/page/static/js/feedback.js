import { h } from "./dom.js";
import { icon } from "./icons.js";

const LIMIT = 500;

/**
 * "Was dit nuttig?" under an answer, with a why that may stay empty.
 * @param {(useful: boolean, comment: string) => Promise<void>} send rejects when it did not arrive
 */
export function feedback(send) {
  const group = h("div", { class: "feedback" });
  const question = h(
    "div",
    { class: "group", role: "group", "aria-label": "Was dit nuttig?" },
    h("span", {}, "Nuttig?"),
    h("button", { type: "button", onclick: () => why(true) }, icon("yes"), "Ja"),
    h("button", { type: "button", onclick: () => why(false) }, icon("no"), "Nee"),
  );
  group.append(question);
  return group;

  function why(useful) {
    const field = h("textarea", { rows: 2, maxlength: LIMIT, name: "waarom" });
    const form = h(
      "form",
      { onsubmit: (event) => { event.preventDefault(); deliver(useful, field.value.trim()); } },
      h("label", {}, useful ? "Wat hielp je? Dit mag je leeg laten." : "Wat klopt er niet of wat mist er? Dit mag je leeg laten.", field),
      h("p", {}, "Schrijf geen namen of telefoonnummers op."),
      h("p", { class: "row" }, h("button", { class: "primary" }, "Verstuur je mening")),
    );
    group.replaceChildren(form);
    field.focus();
  }

  async function deliver(useful, comment) {
    try {
      await send(useful, comment);
      say("Bedankt! Je mening is verstuurd.");
    } catch {
      say("Je mening kon niet worden verstuurd. ", h("button", { type: "button", onclick: () => deliver(useful, comment) }, "Opnieuw"));
    }
  }

  function say(...parts) {
    const line = h("p", { role: "status", tabindex: "-1" }, ...parts);
    group.replaceChildren(line);
    line.focus();
  }
}
