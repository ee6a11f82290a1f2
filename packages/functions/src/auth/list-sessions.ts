import { listSessions } from "@faibric/core/auth/auth.contract";
import * as Session from "@faibric/core/auth/session";
import { http } from "../platform/http";

export const handler = http(listSessions, () => Session.list());
