import type { IncomingMessage, ServerResponse } from "node:http";
import { SECURE } from "./answer";

/** What a page may show, to look at again. */
export type Topic =
  | "builds"
  | "chaos"
  | "events"
  | "executions"
  | "logs"
  | "mail"
  | "objects"
  | "queues"
  | "requests"
  | "table";

export interface Live {
  tell(topic: Topic): void;
  /** Answers with Server-Sent Events: `data: {"changed":["requests"]}`. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

// One message for what happens together, so that a thousand events do not make a page load a thousand times.
const GATHER_MS = 100;
const HEARTBEAT_MS = 15_000;

export function createLive(): Live {
  const pages = new Set<ServerResponse>();
  const changed = new Set<Topic>();
  let gathering = false;

  function flush() {
    gathering = false;
    const message = `data: ${JSON.stringify({ changed: [...changed] })}\n\n`;
    changed.clear();
    for (const page of pages) page.write(message);
  }

  return {
    tell(topic) {
      if (pages.size === 0) return;
      changed.add(topic);
      if (!gathering) setTimeout(flush, GATHER_MS);
      gathering = true;
    },
    handle(_request, response) {
      response.writeHead(200, { ...SECURE, "content-type": "text/event-stream" });
      response.write("retry: 1000\n\n");
      // A connection that nobody reads any more is noticed by writing to it.
      const heartbeat = setInterval(() => response.write(": \n\n"), HEARTBEAT_MS);
      pages.add(response);
      response.once("close", () => {
        clearInterval(heartbeat);
        pages.delete(response);
      });
    },
  };
}
