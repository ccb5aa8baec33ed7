import { isCrisis } from "./message.js";

const KEY = "vakroute";
const IDLE_MS = 60 * 60 * 1000;
const KEPT = 60;

/**
 * The token and the messages of this tab, so that a conversation survives a step to another page.
 * They live in sessionStorage and go with the tab; where a browser forbids that, in memory.
 */
export class History {
  #storage;
  #state = empty();

  /** @param {Storage|null} storage */
  constructor(storage) {
    this.#storage = storage;
    const kept = read(storage);
    if (kept && Date.now() - kept.used < IDLE_MS) this.#state = kept;
    else this.clear();
  }

  get token() {
    return this.#state.token;
  }

  get entries() {
    return this.#state.entries;
  }

  begin(token) {
    this.#state.token = token;
    this.#save();
  }

  /** Keeps an exchange; what somebody in danger wrote is not kept. */
  add(entries) {
    const danger = entries.some((entry) => entry.who === "bot" && isCrisis(entry.message));
    const kept = danger ? entries.filter((entry) => entry.who !== "user") : entries;
    this.#state.entries = [...this.#state.entries, ...kept].slice(-KEPT);
    this.#save();
  }

  clear() {
    this.#state = empty();
    try {
      this.#storage?.removeItem(KEY);
    } catch {
      this.#storage = null;
    }
  }

  #save() {
    this.#state.used = Date.now();
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#state));
    } catch {
      this.#storage = null;
    }
  }
}

/** The tab's storage, or null where the browser forbids it. */
export function tabStorage() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function empty() {
  return { token: null, entries: [], used: 0 };
}

function read(storage) {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? "null");
    return kept && Array.isArray(kept.entries) ? kept : null;
  } catch {
    return null;
  }
}
