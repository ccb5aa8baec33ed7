import { h } from "./dom.js";
import { icon } from "./icons.js";

const LIMIT = 500;

/** Sent to every feedback element when the conversation goes on: an unfinished "why" is let go. */
export const GOES_ON = "goes-on";

/**
 * "Nuttig?" under an answer, with a why that may stay empty.
 * One judgement is sent, once: with the why, or without it when the conversation goes on.
 * @param {(useful: boolean, comment: string) => Promise<void>} send rejects when it did not arrive
 */
export function feedback(send) {
  const group = h(
    "div",
    { class: "feedback" },
    h(
      "div",
      { class: "group", role: "group", "aria-label": "Was dit nuttig?" },
      h("span", {}, "Nuttig?"),
      h("button", { type: "button", onclick: () => why(true) }, icon("yes"), "Ja"),
      h("button", { type: "button", onclick: () => why(false) }, icon("no"), "Nee"),
    ),
  );
  return group;

  function why(useful) {
    const field = h("textarea", { rows: 2, maxlength: LIMIT, name: "waarom" });
    const question = useful ? "Fijn! Wat hielp je? Dit mag je leeg laten." : "Jammer. Wat klopt er niet of wat mist er? Dit mag je leeg laten.";
    const form = h(
      "form",
      { onsubmit: (event) => { event.preventDefault(); stop(); deliver(useful, field.value.trim()); } },
      h("label", {}, question, field),
      h("p", {}, "Schrijf geen namen of telefoonnummers op."),
      h("p", { class: "row" }, h("button", { class: "primary" }, "Verstuur je mening")),
    );
    const goOn = () => {
      stop();
      send(useful, "").catch(() => {});
      group.replaceChildren(h("p", {}, "Bedankt voor je mening."));
    };
    const stop = () => {
      group.removeEventListener(GOES_ON, goOn);
      window.removeEventListener("pagehide", goOn);
    };
    group.addEventListener(GOES_ON, goOn);
    window.addEventListener("pagehide", goOn);
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
