// The doorbell: the bot rings when something changed, and the page then asks what it was.

const RETRY_MS = 2000;

export function listen(onRing, onConnection) {
  let stream = null;
  let retry = 0;

  // A browser keeps six connections to a host: tabs in the background give theirs back.
  function open() {
    clearTimeout(retry);
    stream?.close();
    stream = document.hidden ? null : connect();
  }

  function connect() {
    const opened = new EventSource("/playground/events");
    opened.onopen = () => onConnection(true);
    opened.onmessage = onRing;
    opened.onerror = () => {
      onConnection(false);
      // The browser tries again by itself, except after an answer that it does not understand.
      if (opened.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    };
    return opened;
  }

  document.addEventListener("visibilitychange", open);
  open();
}
