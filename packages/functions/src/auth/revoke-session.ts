import { revokeSession } from "@faibric/core/auth/auth.contract";
import * as Session from "@faibric/core/auth/session";
import { http } from "../platform/http";

export const handler = http(revokeSession, ({ params }) => Session.revoke(params.sessionId));
