// The lines that each member typed on this page, newest last.

const MOST = 50;

export class History {
  #lines = new Map();
  #owner = "";
  #at = 0;

  remember(owner, line) {
    const lines = this.#of(owner);
    if (lines.at(-1) !== line) lines.push(line);
    if (lines.length > MOST) lines.shift();
    this.#at = lines.length;
  }

  // Give the line before the one on show, or the one after it; null when there is nothing to do.
  // A line that the member began or changed is left alone.
  step(owner, shown, by) {
    const lines = this.#of(owner);
    if (shown !== (lines[this.#at] ?? "")) this.#at = lines.length;
    const at = this.#at + by;
    if (shown !== (lines[this.#at] ?? "") || at < 0 || at > lines.length) return null;
    this.#at = at;
    return lines[at] ?? "";
  }

  #of(owner) {
    if (!this.#lines.has(owner)) this.#lines.set(owner, []);
    if (this.#owner !== owner) this.#at = this.#lines.get(owner).length;
    this.#owner = owner;
    return this.#lines.get(owner);
  }
}
