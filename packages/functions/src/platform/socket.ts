import { type Identity, verifyAccessToken } from "@faibric/core/platform/access-token";
import { type Actor, withActor } from "@faibric/core/platform/actor";
import { withAttempt } from "@faibric/core/platform/attempt";
import type { Access } from "@faibric/core/platform/contract";
import { AppError } from "@faibric/core/platform/errors";
import { logger } from "@faibric/core/platform/logger";
import { withOrigin } from "@faibric/core/platform/origin";
import { withTrace } from "@faibric/core/platform/trace";
import type {
  APIGatewayProxyStructuredResultV2 as ApiResult,
  APIGatewayProxyWebsocketEventV2 as SocketEvent,
} from "aws-lambda";
import { authenticate } from "./authenticate";
import { bearer } from "./bearer";
import { STATUS } from "./problem";
import { admitted, countRequest } from "./rate-limit";
import { noteNobody } from "./refused-nobody";
import { originOfSocket, type SocketCall, valuesOf } from "./viewer";

/** What a browser can send when it opens a WebSocket: it sets no headers, but it names subprotocols. */
type ConnectEvent = SocketEvent & SocketCall;

export const PROTOCOL = "faibric.v1";

/** A connection is dearer than a reading. */
const COUNTED = { method: "POST" } as const;
/** No log is told of it: it only says who asks, so that they are counted as themselves when they are refused. */
const CONNECTING = { action: "$connect", target: undefined, silent: true, recorded: true };

/**
 * Turns a function into the handler of `$connect`. The caller names three subprotocols: `faibric.v1`,
 * `bearer.<access token>` and `tenant.<tenant ID>`; not the address, for addresses are logged.
 */
export function socketConnect(
  access: Access,
  open: (connectionId: string, identity: Identity) => Promise<void>,
) {
  return (event: ConnectEvent): Promise<ApiResult> => {
    const { connectionId, requestId } = event.requestContext;
    return withTrace({ requestId, correlationId: requestId, operation: "$connect" }, async () => {
      try {
        const protocols = valuesOf(event, "sec-websocket-protocol");
        // A browser gives up a connection that answers with a subprotocol it did not name.
        if (!protocols.includes(PROTOCOL)) return { statusCode: 400 };
        const headers = headersFrom(protocols);
        const actor = await withOrigin(originOfSocket(event), () =>
          withAttempt({ ...CONNECTING }, () => letIn(access, headers)),
        );
        // Kept with the connection: it lasts longer than the token, and no longer than the session.
        const identity = await verifyAccessToken(bearer(headers.authorization));
        if (actor) await withActor(actor, () => open(connectionId, identity));
        return { statusCode: 200, headers: { "Sec-WebSocket-Protocol": PROTOCOL } };
      } catch (error) {
        if (error instanceof AppError) return { statusCode: STATUS[error.kind] };
        logger.error("connection not opened", error);
        return { statusCode: 500 };
      }
    });
  };
}

type Named = ReturnType<typeof headersFrom>;

/** Who connects, once they are counted. Who is refused and not known is told to operators. */
async function letIn(access: Access, headers: Named): Promise<Actor | undefined> {
  const asking = () => authenticate({ access, method: "GET", person: true }, headers);
  try {
    const actor = await admitted(COUNTED, asking);
    await countRequest(COUNTED, actor);
    return actor;
  } catch (error) {
    noteNobody(COUNTED, error);
    throw error;
  }
}

function headersFrom(protocols: readonly string[]) {
  const find = (prefix: string) =>
    protocols.find((protocol) => protocol.startsWith(prefix))?.slice(prefix.length);
  return { authorization: `Bearer ${find("bearer.") ?? ""}`, "x-tenant-id": find("tenant.") };
}

/** Turns a function into the handler of `$disconnect`, which names the connection and nothing else. */
export function socketClose(close: (connectionId: string) => Promise<void>) {
  return (event: SocketEvent): Promise<ApiResult> => {
    const { connectionId, requestId } = event.requestContext;
    const trace = { requestId, correlationId: requestId, operation: "$disconnect" };
    return withTrace(trace, async () => {
      try {
        await close(connectionId);
        return { statusCode: 200 };
      } catch (error) {
        logger.error("connection not closed", error);
        return { statusCode: 500 };
      }
    });
  };
}
