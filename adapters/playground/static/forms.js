// The dialog of a form. What was typed survives a refusal, a lost connection and Escape.

export class Forms {
  #dialog = document.getElementById("dialog");
  #drafts = new Map();
  #submit = null;
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
    this.#dialog.addEventListener("input", () => this.#keepDraft());
  }

  // `submit(action, inputs)` answers with a refused form's sentence, or null when it was taken.
  open(html, owner, submit) {
    this.#dialog.innerHTML = html;
    this.#owner = owner;
    this.#submit = submit;
    const drafted = this.#drafts.get(this.#key());
    for (const input of this.#inputs()) {
      if (drafted?.[input.name]) input.value = drafted[input.name];
    }
    this.#dialog.showModal();
    this.#inputs()[0]?.focus();
  }

  async #send() {
    const button = this.#dialog.querySelector("[type=submit]");
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    try {
      const refused = await this.#submit(this.#action(), this.#values());
      if (refused) this.#complain(refused.sentence, refused.input);
      else this.#finish();
    } catch (error) {
      this.#complain(error.message);
    } finally {
      button.ariaDisabled = "false";
    }
  }

  #finish() {
    this.#drafts.delete(this.#key());
    this.#dialog.close();
  }

  #complain(sentence, name) {
    const error = this.#dialog.querySelector(".form-error");
    error.id = "form-error";
    error.textContent = sentence;
    const input = this.#inputs().find((one) => one.name === name) ?? this.#inputs()[0];
    input.setAttribute("aria-invalid", String(Boolean(name)));
    input.setAttribute("aria-describedby", error.id);
    input.focus();
  }

  #keepDraft() {
    this.#drafts.set(this.#key(), this.#values());
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
