import * as operations from "@faibric/core/auth/auth.contract";
import { MailRequested } from "@faibric/core/auth/auth.events";
import { defineManifest } from "../platform/manifest.schema";

const SIGN = ["table:write", "secret:access-token-key:create"] as const;

export const manifest = defineManifest({
  capability: "auth",
  operations,
  consumers: { onMailRequested: { event: MailRequested } },
  grants: {
    signUp: ["table:write"],
    verifyEmail: ["table:write"],
    signIn: SIGN,
    refreshSession: SIGN,
    signOut: ["table:write"],
    readMe: ["table:read"],
    listSessions: ["table:read"],
    revokeSession: ["table:write"],
    revokeOtherSessions: ["table:write"],
    requestPasswordReset: ["table:write"],
    confirmPasswordReset: ["table:write"],
    changePassword: ["table:write"],
    stepUpByPassword: ["table:write"],
    requestMagicLink: ["table:write"],
    redeemMagicLink: SIGN,
    readJsonWebKeys: ["table:read"],
    onMailRequested: ["table:write", "mail:send"],
  },
});
