// Shows the room's own clock and asks to move it.

const SHOWN = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };

export class Clock {
  #local = document.getElementById("local-time");
  #utc = document.getElementById("utc-time");
  #zoneName = document.getElementById("local-zone");
  #zone = "UTC";
  #roomTime = null;
  #heardAt = 0;

  constructor() {
    setInterval(() => this.#draw(), 1000);
  }

  setTime(iso) {
    this.#roomTime = Date.parse(iso);
    this.#heardAt = performance.now();
    this.#draw();
  }

  setZone(zone) {
    this.#zone = zone;
    this.#zoneName.textContent = zone;
    this.#draw();
  }

  #draw() {
    if (this.#roomTime === null) return;
    const now = new Date(this.#roomTime + performance.now() - this.#heardAt);
    write(this.#local, now, this.#zone);
    write(this.#utc, now, "UTC");
  }
}

function write(element, now, timeZone) {
  element.textContent = new Intl.DateTimeFormat("en-GB", { ...SHOWN, timeZone }).format(now);
  element.dateTime = now.toISOString();
}
