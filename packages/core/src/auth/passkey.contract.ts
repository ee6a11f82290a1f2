import * as z from "zod";
import { defineContract } from "../platform/contract";
import { PasskeyId } from "../platform/id";
import { RecoveryCodes, Tokens } from "./auth.schema";
import {
  Assertion,
  CreationOptions,
  NewCredential,
  Passkey,
  PasskeyName,
  RequestOptions,
} from "./passkey.schema";
import { NO_ACCOUNT, SESSION_ENDED } from "./refusals";

const REFUSED = {
  "auth.passkey.refused": {
    status: 422,
    when: "it does not answer a challenge that is still good, or does not prove what it should",
    mend: "Prepare a new challenge, and answer it at once.",
  },
};
const NOT_FOUND = {
  "auth.passkey.not_found": {
    status: 404,
    when: "you have no such passkey",
    mend: "List your passkeys to see which there are.",
  },
};
const TOO_MANY = {
  "auth.passkey.too_many": {
    status: 409,
    when: "you have twenty passkeys",
    mend: "Remove one that you do not use.",
  },
};

export const prepareRegisterPasskey = defineContract({
  method: "POST",
  path: "/api/auth/passkeys/register/options",
  summary: "Get what a browser needs to make a passkey",
  access: "user",
  stepUp: true,
  response: CreationOptions,
  refuses: { ...NO_ACCOUNT, ...TOO_MANY },
});

export const registerPasskey = defineContract({
  method: "POST",
  path: "/api/auth/passkeys",
  summary: "Add the passkey that your browser has made",
  access: "user",
  stepUp: true,
  tellsSecret: true,
  body: z.object({ name: PasskeyName, credential: NewCredential }),
  status: 201,
  response: z.object({ passkeyId: PasskeyId, recoveryCodes: RecoveryCodes.optional() }),
  refuses: { ...REFUSED, ...NO_ACCOUNT, ...TOO_MANY },
});

export const listPasskeys = defineContract({
  method: "GET",
  path: "/api/auth/passkeys",
  summary: "List your passkeys, oldest first",
  access: "user",
  response: z.object({ items: z.array(Passkey) }),
});

export const renamePasskey = defineContract({
  method: "PATCH",
  path: "/api/auth/passkeys/{passkeyId}",
  summary: "Give a passkey another name",
  access: "user",
  params: z.object({ passkeyId: PasskeyId }),
  body: z.object({ name: PasskeyName }),
  refuses: NOT_FOUND,
});

export const removePasskey = defineContract({
  method: "DELETE",
  path: "/api/auth/passkeys/{passkeyId}",
  summary: "Remove a passkey",
  access: "user",
  stepUp: true,
  params: z.object({ passkeyId: PasskeyId }),
  refuses: NOT_FOUND,
});

export const prepareSignInByPasskey = defineContract({
  method: "POST",
  path: "/api/auth/passkeys/sign-in/options",
  summary: "Get what a browser needs to sign in with a passkey",
  access: "anyone",
  audited: false, // nobody has said yet who they are
  rateClass: "sign-in",
  response: RequestOptions,
});

export const signInByPasskey = defineContract({
  method: "POST",
  path: "/api/auth/passkeys/sign-in",
  summary: "Sign in with a passkey, which is two factors at once",
  access: "anyone",
  session: "begins",
  rateClass: "sign-in",
  body: z.object({ credential: Assertion }),
  response: Tokens,
  refuses: REFUSED,
});

export const prepareStepUpByPasskey = defineContract({
  method: "POST",
  path: "/api/auth/step-up/passkey/options",
  summary: "Get what a browser needs to prove by a passkey that the session is yours",
  access: "user",
  response: RequestOptions,
});

export const stepUpByPasskey = defineContract({
  method: "POST",
  path: "/api/auth/step-up/passkey",
  summary: "Prove by a passkey that the session is yours; it counts as a second factor",
  access: "user",
  body: z.object({ credential: Assertion }),
  refuses: { ...SESSION_ENDED, ...REFUSED },
});
