/**
 * The menu: each choice closes it, which gives the focus back to its button, and does what it says.
 * @param {Object<string, () => void>} choices by the id of their button
 */
export function menu(choices) {
  const list = document.getElementById("menu");
  list.parentElement.hidden = false;
  for (const [id, act] of Object.entries(choices)) {
    document.getElementById(id).addEventListener("click", () => {
      list.hidePopover();
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
