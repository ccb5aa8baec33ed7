/** Whether the page is shown inside a school's page. */
export function embedded() {
  return window.parent !== window;
}

/**
 * Talks with the loader around the page: Esc asks it to close, and when it opens, `onOpen` runs.
 * Only "close" and "open" are ever said; nothing of the conversation leaves this frame.
 */
export function talkWithLoader(onOpen) {
  document.documentElement.classList.add("embedded");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector(":popover-open, dialog[open]")) return;
    window.parent.postMessage("vakroute:close", "*");
  });
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data === "vakroute:open") onOpen();
  });
}
