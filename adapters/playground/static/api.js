// Requests to the room. A failure is always a sentence.

export const UNREACHABLE =
  "The bot cannot be reached. Nothing you typed is lost; try again in a moment.";

export class Unreachable extends Error {
  constructor() {
    super(UNREACHABLE);
  }
}

export class Refused extends Error {}

export function get(path) {
  return send(path, {});
}

export function post(path, body) {
  return send(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function send(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Unreachable();
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) {
    throw new Refused(answer?.error ?? "The bot did not understand that. Reload the page.");
  }
  return answer;
}
