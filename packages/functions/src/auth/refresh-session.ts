import { refreshSession } from "@faibric/core/auth/auth.contract";
import * as Refresh from "@faibric/core/auth/refresh";
import { http } from "../platform/http";

export const handler = http(refreshSession, ({ body }) => Refresh.refresh(body.refreshToken));
