import { requestPasswordReset } from "@faibric/core/auth/auth.contract";
import * as MagicLink from "@faibric/core/auth/magic-link";
import { http } from "../platform/http";

export const handler = http(requestPasswordReset, ({ body }) =>
  MagicLink.requestLink(body.email, "reset-password"),
);
