// The command line, with completion as a combobox with a listbox.

import { post } from "./api.js";
import { History } from "./history.js";

const WAIT_MS = 20;
const MOVES = new Set(["ArrowDown", "ArrowUp", "Tab"]);

export class Composer {
  #input = document.getElementById("line");
  #list = document.getElementById("completions");
  #found = [];
  #active = -1;
  #timer = 0;
  #asked = 0;
  #isAsking = false;
  #waitingKeys = [];
  #history = new History();
  #owner;

  // `owner()` tells who types: everybody gets back only lines of their own.
  constructor(owner, onSend) {
    this.#owner = owner;
    const form = document.getElementById("composer");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(onSend);
    });
    this.#input.addEventListener("input", () => this.#askSoon());
    this.#input.addEventListener("blur", () => this.#close());
    this.#input.addEventListener("keydown", (event) => this.#onKey(event));
    this.#list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option && !this.#isAsking) this.#accept(Number(option.dataset.number));
    });
  }

  async #send(onSend) {
    const line = this.#input.value;
    this.#close();
    if (!line.trim()) return;
    this.#history.remember(this.#owner(), line);
    this.#input.value = "";
    // A line that did not get through comes back, unless another one was begun meanwhile.
    if (!(await onSend(line)) && !this.#input.value) this.#input.value = line;
  }

  #onKey(event) {
    if (event.isComposing) return;
    const moves = MOVES.has(event.key) && !event.shiftKey;
    // What is listed belongs to an older line while the newer one is being asked about.
    if (this.#isAsking && moves) this.#waitingKeys.push(event.key);
    else if (this.#isAsking && event.key === "Escape") this.#close();
    else if (this.#isAsking) return;
    else if (this.#found.length === 0) return this.#recall(event);
    else if (moves) this.#move(event.key);
    else if (event.key === "Enter" && this.#active >= 0) this.#accept(this.#active);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
  }

  // With no list open, the arrows go through what was sent before.
  #recall(event) {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const line = by && this.#history.step(this.#owner(), this.#input.value, by);
    if (line === undefined || line === null) return;
    event.preventDefault();
    this.#input.value = line;
  }

  #move(key) {
    if (key === "ArrowDown") this.#choose(this.#active + 1);
    else if (key === "ArrowUp") this.#choose(this.#active < 0 ? -1 : this.#active - 1);
    else this.#accept(Math.max(this.#active, 0));
  }

  #askSoon() {
    if (!this.#input.value.startsWith("/")) return this.#close();
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#isAsking = true;
    this.#mark(-1);
    this.#timer = setTimeout(() => this.#ask(this.#asked), WAIT_MS);
  }

  async #ask(number) {
    const line = this.#input.value;
    try {
      const found = await post("/playground/completions", { line });
      if (number !== this.#asked) return;
      const keys = this.#waitingKeys;
      this.#open(found.filter((one) => one.line !== line));
      for (const key of keys) if (this.#found.length > 0) this.#move(key);
    } catch {
      this.#close(); // the banner says that the connection is lost
    }
  }

  #open(found) {
    this.#isAsking = false;
    this.#waitingKeys = [];
    this.#found = found;
    this.#list.replaceChildren(...found.map(option));
    this.#list.hidden = found.length === 0;
    this.#list.scrollTop = 0;
    this.#input.setAttribute("aria-expanded", String(found.length > 0));
    this.#mark(-1);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#open([]);
  }

  #choose(number) {
    const count = this.#found.length;
    this.#mark((number + count) % count);
  }

  #mark(number) {
    this.#active = number;
    [...this.#list.children].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === number));
    });
    const chosen = this.#list.children[number];
    if (chosen) {
      this.#input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #accept(number) {
    this.#input.value = this.#found[number].line;
    this.#input.focus();
    this.#open([]);
    this.#askSoon();
  }
}

function option(completion, number) {
  const item = document.createElement("li");
  item.id = `completion-${number}`;
  item.role = "option";
  item.dataset.number = number;
  const label = document.createElement("code");
  label.textContent = completion.label;
  const description = document.createElement("span");
  description.textContent = completion.description;
  item.append(label, " ", description);
  return item;
}
