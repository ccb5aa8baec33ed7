const BASE = "/webhooks/website/";
const TIMEOUT_MS = 22_000;

/** Why a request gave no answer. */
export const Failure = Object.freeze({
  NETWORK: "network",
  EXPIRED: "expired",
  BUSY: "busy",
  REFUSED: "refused",
  SERVER: "server",
});

/** A request that gave no answer; `message` is Dutch when the server explained it. */
export class ChannelError extends Error {
  constructor(failure, message = "", seconds = 0) {
    super(message);
    this.failure = failure;
    this.seconds = seconds;
  }
}

/** The website channel: every method raises `ChannelError` within 22 seconds. */
export class Channel {
  #history;

  /** @param {{token: string|null, begin: (token: string) => void}} history keeps the token */
  constructor(history) {
    this.#history = history;
  }

  /** Begins a session and returns its greeting. */
  async begin() {
    const { session, messages } = await this.#request("POST", "sessions", { anonymous: true });
    this.#history.begin(session);
    return messages;
  }

  /**
   * @param {{text: string}|{payload: string}} body
   * @param {string} turn from `newTurn`; sent again with the same one, a question is answered once
   */
  async send(body, turn) {
    const { messages } = await this.#request("POST", "messages", { body, turn });
    return messages;
  }

  async judge(answer, useful, comment) {
    await this.#request("POST", "feedback", { body: { answer, useful, comment } });
  }

  /** Deletes everything the server has of this conversation; a session it forgot counts as deleted. */
  async remove() {
    try {
      await this.#request("DELETE", "sessions/current");
    } catch (error) {
      if (error.failure !== Failure.EXPIRED) throw error;
    }
  }

  async #request(method, path, { body, turn, anonymous = false } = {}) {
    const headers = {};
    if (body) headers["Content-Type"] = "application/json";
    if (turn) headers["Idempotency-Key"] = turn;
    if (!anonymous) {
      if (!this.#history.token) throw new ChannelError(Failure.EXPIRED);
      headers.Authorization = `Bearer ${this.#history.token}`;
    }
    let response;
    let answer;
    try {
      response = await fetch(BASE + path, {
        method,
        headers,
        body: body && JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        keepalive: true,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      answer = response.status === 204 ? null : await response.json().catch(() => null);
    } catch {
      throw new ChannelError(Failure.NETWORK);
    }
    if (!response.ok) throw refused(response, answer);
    if (response.status !== 204 && !Array.isArray(answer?.messages)) throw new ChannelError(Failure.SERVER);
    return answer;
  }
}

/** A name for a question that no other has. */
export function newTurn() {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}

function refused(response, answer) {
  const said = String(answer?.error?.message ?? "");
  if (response.status === 401) return new ChannelError(Failure.EXPIRED, said);
  if (response.status === 429) return new ChannelError(Failure.BUSY, said, Number(response.headers.get("Retry-After")) || 0);
  if (response.status < 500) return new ChannelError(Failure.REFUSED, said);
  return new ChannelError(Failure.SERVER, said);
}
