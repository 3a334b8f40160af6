// Wires the page: what is clicked, typed and heard from the room.

import { post, UNREACHABLE, Unreachable } from "./api.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { Forms } from "./forms.js";
import { listen } from "./live.js";
import { drawChannels, drawHead, drawMembers } from "./panels.js";
import { Room } from "./room.js";
import { Timeline } from "./timeline.js";
import { Turns } from "./turns.js";

const banner = document.getElementById("banner");
const status = document.getElementById("status");
const sideToggle = document.getElementById("side-toggle");
const room = new Room();
const timeline = new Timeline();
const clock = new Clock();
const forms = new Forms();
const turns = new Turns();
let refreshing = Promise.resolve();

function refresh() {
  refreshing = refreshing.then(fetchNews).catch((error) => say(error.message));
  return refreshing;
}

async function fetchNews() {
  const { zone, zones } = room;
  const messages = await room.fetchNews();
  if (messages === null) return;
  drawTime();
  if (room.zone === zone) timeline.update(messages);
  else timeline.reset(room.here());
  drawChannels(room);
  if (room.zones !== zones) drawMembers(room, becomes);
}

function drawTime() {
  clock.setTime(room.now);
  clock.setZone(room.zone);
}

// Do something for the member; a failure becomes a sentence. Tells whether it went well.
async function attempt(work) {
  say("");
  try {
    await work();
    return true;
  } catch (error) {
    say(error.message);
    return false;
  }
}

function say(sentence) {
  status.textContent = sentence;
}

function visitor() {
  return { as: room.member.id, channel: room.channel.id };
}

// Ask the bot for the member who acts now; what it answers somebody else does not see.
async function ask(path, body, before) {
  const { turn } = room;
  const asked = visitor();
  await before;
  const answer = await post(path, { ...asked, ...body });
  await refresh();
  if (turn !== room.turn) return;
  // A card that was redrawn tells what came of the press at its top.
  if (answer.said && answer.said === body.message) timeline.focus(answer.said);
  if (answer.form) openForm(answer.form, asked, body.message);
  if (answer.working) sayAtWork();
}

function sayAtWork() {
  say("Working on it: the answer will appear above.");
}

function openForm(html, asked, message) {
  forms.open(html, asked.as, {
    submit: (action, inputs) => post("/playground/press", { ...asked, action, inputs, message }),
    taken: async (answer, isShown) => {
      await refresh();
      if (answer.said && isShown) timeline.focus(answer.said);
      if (answer.working) sayAtWork();
    },
    missed: say,
  });
}

async function run(line) {
  return attempt(() => ask("/playground/command", { line }));
}

async function press(button) {
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  const message = messageOf(button);
  const action = button.dataset.action;
  const ticked = turns.end(message);
  await attempt(() => ask("/playground/press", { action, message }, ticked));
  button.ariaDisabled = "false";
}

async function tick(checklist) {
  const message = messageOf(checklist);
  const action = checklist.dataset.action;
  const boxes = [...checklist.querySelectorAll(":checked")];
  const ticked = boxes.map((box) => Number(box.value));
  const body = { ...visitor(), action, ticked, message };
  await attempt(() =>
    timeline.hold(message, async () => {
      await turns.take(message, () => post("/playground/press", body));
      await refresh();
    }),
  );
}

async function moveClock(button) {
  const moves = [...button.parentElement.children];
  if (button.ariaDisabled === "true") return;
  moves.forEach((move) => (move.ariaDisabled = "true"));
  await attempt(async () => {
    const body = { as: room.member.id, ...JSON.parse(button.dataset.move) };
    clock.setTime((await post("/playground/clock", body)).now);
    await refresh();
  });
  moves.forEach((move) => (move.ariaDisabled = "false"));
}

function messageOf(element) {
  return element.closest(".message").id.replace("message-", "");
}

async function becomes(memberId) {
  room.actAs(memberId);
  drawHead(room);
  drawMembers(room, becomes);
  drawChannels(room);
  clock.setZone(room.zone);
  timeline.reset([]);
  await attempt(async () => {
    await room.fetchNews();
    drawTime();
    drawMembers(room, becomes);
    timeline.reset(room.here());
  });
}

function goTo(channelId) {
  room.goTo(channelId);
  drawHead(room);
  drawChannels(room);
  timeline.reset(room.here());
}

function followHash() {
  const target = decoded(location.hash.slice(1));
  if (room.channels.some((channel) => channel.id === target)) goTo(target);
  if (!target.startsWith("message-")) return;
  const id = target.replace("message-", "");
  const channel = room.channelOf(id);
  if (channel === null) say("That message is from before the last restart and is not shown here.");
  else {
    goTo(channel);
    timeline.focus(id);
  }
}

// An address that somebody typed need not be well-formed.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function setConnected(isConnected) {
  banner.hidden = isConnected;
  banner.textContent = isConnected ? "" : "The connection to the bot is lost. Trying again…";
  if (!isConnected) return;
  if (status.textContent === UNREACHABLE) say("");
  refresh();
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button === sideToggle) toggleSide();
  else if (button.dataset.line) run(button.dataset.line);
  else if (button.dataset.move) moveClock(button);
  else if (button.dataset.action) press(button);
}

function toggleSide() {
  sideToggle.ariaExpanded = String(sideToggle.ariaExpanded !== "true");
}

async function start() {
  await room.load();
  drawHead(room);
  await becomes(room.member.id);
  followHash();
  new Composer(() => room.member.id, run);
  document.addEventListener("click", onClick);
  document.getElementById("timeline").addEventListener("change", (event) => {
    const checklist = event.target.closest(".checklist");
    if (checklist) tick(checklist);
  });
  window.addEventListener("hashchange", followHash);
  listen(refresh, setConnected);
}

async function startWhenReachable() {
  try {
    await start();
    banner.hidden = true;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    setConnected(false);
    setTimeout(startWhenReachable, 2000);
  }
}

startWhenReachable();
