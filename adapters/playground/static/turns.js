// Requests about one message that must reach the bot in the order in which they were made.

export class Turns {
  #last = new Map();

  // Do `work` when everything before it has ended, however it ended.
  async take(key, work) {
    const turn = this.end(key).then(work);
    const ended = turn.catch(() => {});
    this.#last.set(key, ended);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    }
  }

  // Wait for everything that was begun until now.
  async end(key) {
    await this.#last.get(key);
  }
}
