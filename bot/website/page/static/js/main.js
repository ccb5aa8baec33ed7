import { Channel } from "./api.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { embedded, talkWithLoader } from "./embed.js";
import { History, tabStorage } from "./history.js";
import { Log } from "./log.js";
import { confirmRemoval, menu } from "./menu.js";
import { paint } from "./theme.js";
import { download, transcript } from "./transcript.js";

const START_TOPIC = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)?$/;

const asked = new URLSearchParams(location.search);
paint(asked.get("kleur"));

const history = new History(tabStorage());
const log = new Log(document.getElementById("gesprek"), {
  choose: (button) => conversation.ask(button, { focus: true }),
  judge: (answer, useful, comment) => conversation.judge(answer, useful, comment),
});
const conversation = new Conversation({ channel: new Channel(history), history, log });
/** On a touch screen a focused field keeps the keyboard over the answer. */
const touch = () => window.matchMedia("(pointer: coarse)").matches;
const composer = new Composer(
  document.getElementById("typen"),
  (text) => {
    if (conversation.busy) return false;
    conversation.ask({ text }, { focus: touch() });
    return true;
  },
  { keepFocus: () => !touch() },
);

menu({
  opnieuw: () => conversation.restart(),
  bewaar: () => {
    const now = new Date();
    download(transcript(history.entries, now), `vakroute-gesprek-${now.toISOString().slice(0, 10)}.txt`);
  },
  print: () => window.print(),
  verwijder: async () => {
    if (await confirmRemoval()) conversation.remove();
  },
});

const offline = document.getElementById("offline");
const sayWhetherOnline = () => {
  offline.textContent = navigator.onLine ? "" : "Je hebt geen internet. Je kunt wel alvast typen.";
};
window.addEventListener("online", sayWhetherOnline);
window.addEventListener("offline", sayWhetherOnline);
sayWhetherOnline();

const closed = [];
window.addEventListener("beforeprint", () => {
  closed.push(...document.querySelectorAll("#gesprek details:not([open])"));
  for (const details of closed) details.open = true;
});
window.addEventListener("afterprint", () => {
  for (const details of closed.splice(0)) details.open = false;
});

const focusStart = () => {
  if (touch()) document.getElementById("naam").focus();
  else composer.focus();
};
if (embedded()) talkWithLoader(focusStart);

const fresh = history.entries.length === 0;
const ready = await conversation.open();
const topic = asked.get("onderwerp") ?? "";
if (ready && fresh && START_TOPIC.test(topic)) {
  conversation.ask({ payload: `/${topic}` });
}
