import {
  changePassword,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "@faibric/core/auth/auth.contract";
import {
  cancelEmailChange,
  readEmailChange,
  requestEmailChange,
} from "@faibric/core/auth/email-change.contract";
import {
  confirmTotp,
  disableTotp,
  enrolTotp,
  renewRecoveryCodes,
} from "@faibric/core/auth/mfa.contract";
import {
  listPasskeys,
  prepareRegisterPasskey,
  registerPasskey,
  removePasskey,
} from "@faibric/core/auth/passkey.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

const sessions = { listSessions, revokeSession, revokeOtherSessions };
const passkeys = { listPasskeys, prepareRegisterPasskey, registerPasskey, removePasskey };
const address = { requestEmailChange, readEmailChange, cancelEmailChange };
const factors = { enrolTotp, confirmTotp, disableTotp, renewRecoveryCodes };
const auth = { ...sessions, ...passkeys, ...address, ...factors, changePassword };

/** How somebody signs in, and where they are. */
export const account = createClient({ auth }, asked).auth;
