import { ChannelError, Failure, newTurn } from "./api.js";

/** Takes a question to the server and its answer to the screen, and deals with what goes wrong. */
export class Conversation {
  #channel;
  #history;
  #log;
  #busy = false;

  constructor({ channel, history, log }) {
    this.#channel = channel;
    this.#history = history;
    this.#log = log;
  }

  get busy() {
    return this.#busy;
  }

  /** Shows the conversation of this tab, or begins one. Returns whether there is one. */
  async open() {
    if (this.#history.token) {
      this.#log.restore(this.#history.entries);
      return true;
    }
    return this.#turn(() => this.#greet());
  }

  /** Forgets this tab's conversation and begins another. */
  async restart() {
    if (this.#busy) return false;
    this.#clear();
    return this.#turn(() => this.#greet(), { focus: true });
  }

  /**
   * @param {{text?: string, payload?: string, title?: string}} question a payload without a title
   *   is asked silently: nobody said it
   * @param {{focus?: boolean}} [options] `focus`: the answer gets the focus
   * @returns {Promise<boolean>} whether it was answered; false at once while another one is under way
   */
  async ask(question, { focus = false } = {}) {
    if (this.#busy) return false;
    const shown = question.title ?? question.text;
    if (shown) this.#log.addQuestion(shown);
    const turn = newTurn();
    return this.#turn(() => this.#exchange(question, shown, turn), { focus });
  }

  judge(answer, useful, comment) {
    return this.#channel.judge(answer, useful, comment);
  }

  /** Deletes the conversation, at the server and here; the screen is only cleared when that worked. */
  async remove() {
    try {
      await this.#channel.remove();
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      this.#log.addProblem("Je gesprek is nog niet verwijderd, want ik kan Vakroute niet bereiken.", () => this.remove(), { focus: true });
      return;
    }
    this.#clear();
    await this.#turn(() => this.#greet({ who: "note", text: "Je vorige gesprek is verwijderd." }), { focus: true });
  }

  async #greet(...before) {
    const entries = [...before, ...(await this.#channel.begin()).map(fromBot)];
    this.#history.add(entries);
    return entries;
  }

  async #exchange(question, shown, turn) {
    const body = question.payload ? { payload: question.payload } : { text: question.text };
    const renewed = [];
    let messages;
    try {
      messages = await this.#channel.send(body, turn);
    } catch (error) {
      if (error.failure !== Failure.EXPIRED) throw error;
      if (this.#history.token) renewed.push({ who: "note", text: "Je vorige gesprek was verlopen. Dit is een nieuw gesprek." });
      await this.#channel.begin();
      messages = await this.#channel.send(body, turn);
    }
    const answers = [...renewed, ...messages.map(fromBot)];
    this.#history.add(shown ? [{ who: "user", text: shown }, ...answers] : answers);
    return answers;
  }

  /** Runs one request; while it runs there is no other, and when it fails it can be tried again. */
  async #turn(work, { focus = false } = {}) {
    if (this.#busy) return false;
    this.#busy = true;
    const done = this.#log.wait();
    let entries;
    try {
      entries = await work();
    } catch (error) {
      const retry = mayRetry(error) && (() => this.#turn(work, { focus: true }));
      done();
      this.#log.addProblem(explain(error), retry, { focus });
      return false;
    } finally {
      done();
      this.#busy = false;
    }
    this.#log.add(entries, { focus });
    return true;
  }

  #clear() {
    this.#history.clear();
    this.#log.clear();
  }
}

function fromBot(message) {
  return { who: "bot", message };
}

function mayRetry(error) {
  return error.failure !== Failure.REFUSED;
}

function explain(error) {
  switch (error.failure) {
    case Failure.NETWORK:
      return "Ik kan Vakroute nu niet bereiken. Kijk of je internet hebt. Je vraag staat nog hierboven.";
    case Failure.BUSY:
      return error.seconds
        ? `Je stuurt veel vragen achter elkaar. Wacht ${error.seconds} seconden en druk dan op Opnieuw.`
        : "Je stuurt veel vragen achter elkaar. Wacht even en druk dan op Opnieuw.";
    case Failure.REFUSED:
      return error.message || "Deze vraag kan ik niet versturen. Stel hem op een andere manier.";
    case Failure.SERVER:
    case Failure.EXPIRED:
      return error.message || "Er gaat bij ons iets mis, dus ik kan nu niet antwoorden. Probeer het zo opnieuw, of vraag het aan je decaan.";
    default:
      throw error;
  }
}
