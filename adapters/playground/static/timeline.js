// The messages of the channel on show. Their HTML comes from the bot; a redraw keeps the focus.

export class Timeline {
  #log = document.getElementById("log");
  #list = document.getElementById("timeline");
  #scroller = document.getElementById("scroller");
  #busy = new Map();
  #lastDay = null;

  // Open a picture on the ground that is shown: its address in the page is that of the light one.
  constructor() {
    this.#list.addEventListener("click", ({ target }) => {
      const link = target.closest("a.full-size");
      if (link) link.href = link.querySelector("img").currentSrc;
    });
  }

  // Show a channel from the beginning, without reading all of it aloud.
  reset(messages) {
    this.#log.setAttribute("aria-live", "off");
    this.#list.replaceChildren();
    this.#lastDay = null;
    for (const message of messages) this.#append(message);
    if (!this.#isWholePage()) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    setTimeout(() => this.#log.setAttribute("aria-live", "polite"), 300);
  }

  // Put new messages at the end and redrawn ones in their place.
  update(messages) {
    const added = [];
    for (const message of messages) {
      const existing = this.element(message.id);
      if (existing) this.#redraw(existing, message);
      else added.push(this.#append(message));
    }
    if (added.length > 0) this.#reveal(added[0]);
  }

  element(id) {
    return document.getElementById(`message-${id}`);
  }

  focus(id) {
    const element = this.element(id);
    element?.focus({ preventScroll: true });
    if (element) this.#reveal(element);
  }

  // While presses on a message are on their way, its redraws wait for the last one.
  async hold(id, work) {
    const held = this.#busy.get(id) ?? { count: 0, latest: null };
    this.#busy.set(id, held);
    held.count += 1;
    try {
      return await work();
    } finally {
      held.count -= 1;
      if (held.count === 0) {
        this.#busy.delete(id);
        if (held.latest) this.update([held.latest]);
      }
    }
  }

  #append(message) {
    if (message.day && message.day !== this.#lastDay) {
      this.#list.append(separator(message.day));
      this.#lastDay = message.day;
    }
    this.#list.append(parse(message.html));
    return this.#list.lastElementChild;
  }

  #redraw(existing, message) {
    const held = this.#busy.get(message.id);
    if (held) {
      held.latest = message;
      return;
    }
    const focused = existing.contains(document.activeElement) ? document.activeElement : null;
    const redrawn = parse(message.html);
    existing.replaceWith(redrawn);
    if (!focused) return;
    const twin = [...redrawn.querySelectorAll("button, input, a")].find((one) => isTwin(one, focused));
    (twin ?? redrawn).focus({ preventScroll: true });
  }

  // Show a message and what follows it; from its beginning when that is taller than the view.
  #reveal(element) {
    const view = this.#isWholePage() ? document.scrollingElement : this.#scroller;
    const last = this.#isWholePage() ? document.body : this.#list.lastElementChild;
    const height = last.getBoundingClientRect().bottom - top(element);
    if (height <= view.clientHeight) {
      view.scrollTop = view.scrollHeight;
      return;
    }
    element.scrollIntoView({ block: "start" });
    // Long words of one's own end in the upper half, above what they are compared with.
    const compared = element.querySelector(".prose:has(> blockquote) + .prose");
    if (!compared || !element.querySelector(".checklist")) return;
    const middle = Math.max(top(this.#scroller), 0) + view.clientHeight / 2;
    view.scrollTop += Math.max(top(compared) - middle, 0);
  }

  // In a low window the page scrolls as a whole, else the messages alone.
  #isWholePage() {
    return getComputedStyle(this.#scroller).overflowY === "visible";
  }
}

function top(element) {
  return element.getBoundingClientRect().top;
}

function isTwin(one, other) {
  if (one.tagName !== other.tagName) return false;
  if (one.dataset.action !== other.dataset.action) return false;
  return one.value === other.value && one.textContent === other.textContent;
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function separator(day) {
  const item = document.createElement("li");
  item.className = "day";
  item.textContent = day;
  return item;
}
