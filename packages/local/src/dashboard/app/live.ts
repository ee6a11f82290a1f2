import type { Topic } from "../live";

const STATES = { connecting: "connecting", live: "live", lost: "reconnecting" } as const;

/**
 * Calls back with what changed, and with "all" after a time in which news may have been missed. A hidden
 * page does not listen: a browser opens only six connections to one server, for all its tabs together.
 */
export function listen(changed: (topics: readonly Topic[] | "all") => void): void {
  let source: EventSource | undefined;
  let wasOpen = false;

  function open() {
    source = new EventSource("/_local/live");
    source.onopen = () => {
      say("live");
      changed("all");
      wasOpen = true;
    };
    source.onerror = () => say(wasOpen ? "lost" : "connecting");
    source.onmessage = ({ data }) => {
      changed((JSON.parse(data) as { changed: Topic[] }).changed);
    };
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) source?.close();
    else if (source?.readyState === EventSource.CLOSED) open();
  });
  window.addEventListener("pagehide", () => source?.close());
  open();
}

function say(state: keyof typeof STATES): void {
  const link = document.getElementById("link");
  if (!link) return;
  link.textContent = STATES[state];
  link.className = `link ${state}`;
}
