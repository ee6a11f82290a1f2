import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "../wire/body";
import { createActivity } from "./activity";
import { SECURE } from "./answer";
import { dnsRoutes } from "./dns";
import { eventRoutes } from "./events";
import { executionRoutes } from "./executions";
import { refusal } from "./guard";
import { createLive, type Live } from "./live";
import { logRoutes } from "./logs";
import { mailRoutes } from "./mail";
import { objectRoutes } from "./objects";
import { overviewRoutes } from "./overview";
import { sendAsset, sendPage } from "./page";
import type { DashboardParts } from "./parts";
import { queueRoutes } from "./queues";
import { requestRoutes } from "./requests";
import { serveRoutes } from "./routes";
import { tableRoutes } from "./table";

const API = "/_local/api";
const ASSETS = "/_local/app/";

/**
 * What happens inside, at `/_local`: a page, the JSON it shows at `/_local/api`, and at `/_local/live`
 * Server-Sent Events that say what changed. For a person at this machine only.
 */
export function createDashboard(parts: DashboardParts) {
  const live = createLive();
  const activity = createActivity(parts);
  watch(parts, live);
  const api = serveRoutes(API, {
    ...overviewRoutes(parts, activity, live),
    ...requestRoutes(parts),
    ...eventRoutes(parts),
    ...queueRoutes(parts),
    ...executionRoutes(parts),
    ...mailRoutes(parts, live),
    ...objectRoutes(),
    ...tableRoutes(parts),
    ...logRoutes(parts),
    ...dnsRoutes(parts),
  });

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = refusal(request);
    if (refused) {
      sendJson(response, 403, { message: refused }, SECURE);
      return;
    }
    const [path = "/"] = (request.url ?? "/").split("?", 1);
    if (path.startsWith(`${API}/`)) await api(request, response);
    else if (request.method !== "GET" && request.method !== "HEAD") {
      sendJson(response, 405, { message: "Only reading is possible here." }, SECURE);
    } else if (path === "/_local/live") live.handle(request, response);
    else if (!path.startsWith(ASSETS)) sendPage(response);
    else if (!(await sendAsset(path.slice(ASSETS.length), response))) {
      sendJson(response, 404, { message: "There is no such file." }, SECURE);
    }
  };
}

/** Tells open pages what to look at again. */
function watch({ watchers, dynamodb }: DashboardParts, live: Live): void {
  watchers.watch(({ request, line, build, changed }) => {
    if (request) live.tell("requests");
    if (line) live.tell("logs");
    if (build) live.tell("builds");
    if (changed) live.tell(changed);
  });
  dynamodb.onWrite?.(() => live.tell("table"));
}
