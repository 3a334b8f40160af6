// The command line, with completion as a combobox with a listbox.

import { post } from "./api.js";

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

  constructor(onSend) {
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
    else if (this.#isAsking || this.#found.length === 0) return;
    else if (moves) this.#move(event.key);
    else if (event.key === "Enter" && this.#active >= 0) this.#accept(this.#active);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
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
