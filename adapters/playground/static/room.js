// What the page knows of the room: who acts, which channel is on show, which messages there are.

import { get } from "./api.js";

export class Room {
  members = [];
  channels = [];
  member = null;
  channel = null;
  now = null;
  zones = {};
  #messages = new Map();
  #unread = new Map();
  #era = "";
  #version = 0;
  #turn = 0;

  async load() {
    const { members, channels } = await get("/playground/room");
    this.members = members;
    this.channels = channels;
    this.member = find(members, sessionStorage.getItem("member"));
    this.channel = find(channels, sessionStorage.getItem("channel"));
  }

  actAs(id) {
    this.member = find(this.members, id);
    sessionStorage.setItem("member", id);
    this.#messages.clear();
    this.#unread.clear();
    this.#version = 0;
    this.#era = "";
    this.#turn += 1;
  }

  goTo(id) {
    this.channel = find(this.channels, id);
    sessionStorage.setItem("channel", id);
    this.#unread.delete(id);
  }

  // Grows when somebody else begins to act: what was asked for before is too late then.
  get turn() {
    return this.#turn;
  }

  // The zone in which the member reads times.
  get zone() {
    return this.zones[this.member.id] ?? "UTC";
  }

  // Fetch what is new; gives the messages of the channel on show, null when it is too late.
  async fetchNews() {
    const turn = this.#turn;
    const known = { era: this.#era, after: this.#version, zone: this.zone };
    const query = new URLSearchParams({ as: this.member.id, ...known });
    const news = await get(`/playground/messages?${query}`);
    if (turn !== this.#turn) return null;
    this.now = news.now;
    if (JSON.stringify(news.zones) !== JSON.stringify(this.zones)) this.zones = news.zones;
    const messages = this.#afterRestart(news.era).concat(news.messages);
    const isFirst = this.#era === "";
    this.#era = news.era;
    this.#version = news.version;
    for (const message of messages) this.#take(message, isFirst);
    return messages.filter((message) => this.#isHere(message));
  }

  here() {
    return [...this.#messages.values()].filter((message) => this.#isHere(message));
  }

  channelOf(messageId) {
    return this.#messages.get(messageId)?.channel ?? null;
  }

  unread(channelId) {
    return this.#unread.get(channelId) ?? 0;
  }

  #take(message, isFirst) {
    const isNew = !this.#messages.has(message.id);
    this.#messages.set(message.id, message);
    if (isNew && !isFirst && message.channel && !this.#isHere(message)) {
      this.#unread.set(message.channel, this.unread(message.channel) + 1);
    }
  }

  #isHere(message) {
    return message.channel === null || message.channel === this.channel.id;
  }

  // The bot forgets the timeline when it restarts, but every button above still works.
  #afterRestart(era) {
    if (this.#era === "" || this.#era === era) return [];
    const words = "The bot was restarted. The buttons above still work.";
    const html = `<li class="note"><p>${words}</p></li>`;
    return [{ id: `restart-${era}`, channel: null, day: null, html }];
  }
}

function find(list, id) {
  return list.find((one) => one.id === id) ?? list[0];
}
