// The side of the page: channels, members, and the head of the channel on show.

export function drawChannels(room) {
  const items = room.channels.map((channel) => {
    const link = document.createElement("a");
    link.href = `#${channel.id}`;
    link.textContent = channel.id;
    if (channel.id === room.channel.id) link.setAttribute("aria-current", "page");
    const count = room.unread(channel.id);
    if (count) link.append(unreadBadge(count));
    return inItem(link);
  });
  replaceKeepingFocus(document.getElementById("channels"), items);
}

export function drawMembers(room, onChoose) {
  const items = room.members.map((member) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", String(member.id === room.member.id));
    button.append(
      part("avatar", member.name[0], `avatar-${member.id}`),
      part("member-name", member.name),
      " ",
      part("member-zone", describe(member, room.zones[member.id] ?? "")),
    );
    button.firstChild.setAttribute("aria-hidden", "true");
    button.addEventListener("click", () => onChoose(member.id));
    return inItem(button);
  });
  replaceKeepingFocus(document.getElementById("members"), items);
}

export function drawHead(room) {
  document.getElementById("side-now").textContent =
    `${room.member.name} in #${room.channel.id}`;
  document.getElementById("channel-name").textContent = `#${room.channel.id}`;
  document.getElementById("channel-purpose").textContent = room.channel.purpose;
}

function describe(member, zone) {
  return member.isManager ? `Manager · ${zone}` : zone;
}

function unreadBadge(count) {
  const badge = part("unread", String(count));
  badge.append(part("unseen", " new"));
  return badge;
}

function part(className, text, more = "") {
  const element = document.createElement("span");
  element.className = `${className} ${more}`.trim();
  element.textContent = text;
  return element;
}

function inItem(child) {
  const item = document.createElement("li");
  item.append(child);
  return item;
}

function replaceKeepingFocus(list, items) {
  const controls = [...list.querySelectorAll("a, button")];
  const focused = controls.indexOf(document.activeElement);
  list.replaceChildren(...items);
  if (focused >= 0) items[focused]?.firstChild.focus({ preventScroll: true });
}
