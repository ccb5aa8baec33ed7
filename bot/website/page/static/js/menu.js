/**
 * The menu: each choice closes it, gives the focus back to its button, and does what it says.
 * @param {Object<string, () => void>} choices by the id of their button
 */
export function menu(choices) {
  const button = document.getElementById("menuknop");
  const list = document.getElementById("menu");
  button.parentElement.hidden = false;
  for (const [id, act] of Object.entries(choices)) {
    document.getElementById(id).addEventListener("click", () => {
      list.hidePopover();
      button.focus();
      act();
    });
  }
}

/** Asks before deleting; resolves to whether the answer was yes. */
export function confirmRemoval() {
  const dialog = document.getElementById("weg");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ja"), { once: true });
  });
}
