// Wires the page: what is clicked, typed and heard from the room.

import { post } from "./api.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { Forms } from "./forms.js";
import { listen } from "./live.js";
import { drawChannels, drawHead, drawMembers } from "./panels.js";
import { Room } from "./room.js";
import { Timeline } from "./timeline.js";

const banner = document.getElementById("banner");
const status = document.getElementById("status");
const room = new Room();
const timeline = new Timeline();
const clock = new Clock();
const forms = new Forms();
let refreshing = Promise.resolve();

function refresh() {
  refreshing = refreshing.then(fetchNews).catch((error) => say(error.message));
  return refreshing;
}

async function fetchNews() {
  const messages = await room.fetchNews();
  if (messages === null) return;
  clock.setTime(room.now);
  timeline.update(messages);
  drawChannels(room);
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

async function showAnswer(answer, message) {
  await refresh();
  // A card that was redrawn tells what came of the press at its top.
  if (answer.said && answer.said === message) timeline.focus(message);
  if (answer.form) openForm(answer.form, message);
  if (answer.working) say("Working on it: the answer will appear above.");
}

function openForm(html, message) {
  const asked = visitor();
  forms.open(html, room.member.id, async (action, inputs) => {
    const answer = await post("/playground/press", { ...asked, action, inputs, message });
    if (answer.rejected) return answer.rejected;
    refresh().then(() => answer.said && timeline.focus(answer.said));
    return null;
  });
}

async function run(line) {
  return attempt(async () => {
    await showAnswer(await post("/playground/command", { ...visitor(), line }));
  });
}

async function press(button) {
  if (button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  const message = messageOf(button);
  const action = button.dataset.action;
  await attempt(async () => {
    await showAnswer(await post("/playground/press", { ...visitor(), action, message }), message);
  });
  button.ariaDisabled = "false";
}

async function tick(checklist) {
  const message = messageOf(checklist);
  const action = checklist.dataset.action;
  const boxes = [...checklist.querySelectorAll(":checked")];
  const ticked = boxes.map((box) => Number(box.value));
  await attempt(() =>
    timeline.hold(message, async () => {
      await post("/playground/press", { ...visitor(), action, ticked, message });
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
  drawMembers(room, becomes);
  drawChannels(room);
  clock.setReader(room.member);
  timeline.reset([]);
  await attempt(async () => {
    await room.fetchNews();
    clock.setTime(room.now);
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
  const target = decodeURIComponent(location.hash.slice(1));
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

function setConnected(isConnected) {
  banner.hidden = isConnected;
  banner.textContent = isConnected ? "" : "The connection to the bot is lost. Trying again…";
  if (isConnected) refresh();
}

function onClick(event) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.line) run(button.dataset.line);
  else if (button.dataset.move) moveClock(button);
  else if (button.dataset.action) press(button);
}

async function start() {
  await room.load();
  drawHead(room);
  await becomes(room.member.id);
  followHash();
  new Composer(run);
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
  } catch {
    setConnected(false);
    setTimeout(startWhenReachable, 2000);
  }
}

startWhenReachable();
