// The doorbell: the bot rings when something changed, and the page then asks what it was.

const RETRY_MS = 2000;

export function listen(onRing, onConnection) {
  let stream = null;

  function open() {
    stream = new EventSource("/playground/events");
    stream.onopen = () => onConnection(true);
    stream.onmessage = onRing;
    stream.onerror = () => {
      onConnection(false);
      // The browser tries again by itself, except after an answer that it does not understand.
      if (stream?.readyState === EventSource.CLOSED) setTimeout(open, RETRY_MS);
    };
  }

  // A browser keeps six connections to a host: tabs in the background give theirs back.
  document.addEventListener("visibilitychange", () => {
    stream?.close();
    stream = null;
    if (!document.hidden) open();
  });

  open();
}
