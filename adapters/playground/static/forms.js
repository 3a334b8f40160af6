// The dialog of a form. What was typed survives a refusal, a lost connection and Escape.

const TAKEN = "Another form is open. Close it, then press the button again.";

export class Forms {
  #dialog = document.getElementById("dialog");
  #drafts = new Map();
  #handlers = null;
  #owner = "";

  constructor() {
    this.#dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#dialog.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) this.#dialog.close();
    });
    this.#dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#send();
    });
    this.#dialog.addEventListener("input", () => this.#drafts.set(this.#key(), this.#values()));
  }

  // `submit(action, inputs)` gives the bot's answer; `taken(answer, isShown)` hears of one that
  // closes the form, and `missed(sentence)` of a failure that this form can no longer show.
  open(html, owner, handlers) {
    if (this.#dialog.open) return handlers.missed(TAKEN);
    this.#dialog.innerHTML = html;
    this.#owner = owner;
    this.#handlers = handlers;
    const drafted = this.#drafts.get(this.#key());
    for (const input of this.#inputs()) {
      if (drafted?.[input.name]) input.value = drafted[input.name];
    }
    this.#dialog.showModal();
    this.#inputs()[0]?.focus();
  }

  // While the answer is awaited, the dialog can be closed, and filled with another form.
  async #send() {
    const form = this.#dialog.querySelector("form");
    const button = form.querySelector("[type=submit]");
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    const { submit, taken, missed } = this.#handlers;
    const key = this.#key();
    const draft = this.#drafts.get(key);
    const isShown = () => form.isConnected && this.#dialog.open;
    const complain = (problems) =>
      isShown() ? this.#complain(problems) : missed(Object.values(problems).join(" "));
    try {
      const answer = await submit(this.#action(), this.#values());
      if (answer.rejected) return complain(answer.rejected);
      // What was typed since is a draft of its own.
      if (this.#drafts.get(key) === draft) this.#drafts.delete(key);
      taken(answer, isShown());
      if (isShown()) this.#dialog.close();
    } catch (error) {
      complain({ "": error.message });
    } finally {
      button.ariaDisabled = "false";
    }
  }

  // A sentence for each field that is wrong, by its name; what has no name is about all of them.
  #complain(problems) {
    const [first, ...others] = this.#dialog.querySelectorAll(".form-error");
    for (const error of others) error.remove();
    for (const input of this.#inputs()) {
      input.setAttribute("aria-invalid", String(input.name in problems));
      input.removeAttribute("aria-describedby");
    }
    const about = Object.entries(problems).map(([name, sentence], at) => {
      const error = at ? first.cloneNode() : first;
      error.id = `form-error-${at}`;
      error.textContent = sentence;
      const wrong = this.#inputs().find((one) => one.name === name);
      // Beside the field that is wrong, between it and its label.
      wrong?.before(error);
      const input = wrong ?? this.#inputs()[0];
      input.setAttribute("aria-describedby", error.id);
      return input;
    });
    about[0].focus();
    first.scrollIntoView({ block: "nearest" });
  }

  #key() {
    return `${this.#owner} ${this.#action()}`;
  }

  #action() {
    return this.#dialog.querySelector("form").dataset.action;
  }

  #inputs() {
    return [...this.#dialog.querySelectorAll("textarea, input")];
  }

  #values() {
    return Object.fromEntries(this.#inputs().map((input) => [input.name, input.value]));
  }
}
