import * as z from "zod";
import { defineContract } from "../platform/contract";
import { Email, Secret } from "./auth.schema";
import { EmailChange } from "./email-change.schema";
import { NO_ACCOUNT, TOKEN_REFUSED } from "./refusals";

const NO_CHANGE = {
  "auth.email_change.not_found": {
    status: 404,
    when: "no change of your address is under way",
    mend: "Ask for a change first.",
  },
};

export const requestEmailChange = defineContract({
  method: "POST",
  path: "/api/auth/email/change",
  summary:
    "Ask to change your e-mail address: links are mailed to both, and both must be used; the same answer for every new address",
  access: "user",
  stepUp: true,
  rateClass: "mail",
  body: z.object({ email: Email }),
  status: 202,
  response: EmailChange,
  refuses: {
    "auth.email.same": {
      status: 422,
      when: "it is your address already",
      mend: "Name another address.",
    },
    ...NO_ACCOUNT,
  },
});

export const readEmailChange = defineContract({
  method: "GET",
  path: "/api/auth/email/change",
  summary: "Read the change of your e-mail address that is under way",
  access: "user",
  response: EmailChange,
  refuses: NO_CHANGE,
});

export const cancelEmailChange = defineContract({
  method: "DELETE",
  path: "/api/auth/email/change",
  summary: "Cancel the change of your e-mail address: its links are good no more",
  access: "user",
  refuses: NO_CHANGE,
});

export const confirmEmailChange = defineContract({
  method: "POST",
  path: "/api/auth/email/change/confirm",
  summary:
    "Confirm a change of address with a token mailed; the second of both changes it and ends the other sessions",
  access: "anyone",
  rateClass: "sign-in",
  body: z.object({ token: Secret }),
  response: z.object({
    changed: z.boolean().meta({
      description: "Whether the address is changed; false while the other has yet to confirm.",
    }),
  }),
  refuses: {
    ...TOKEN_REFUSED,
    "auth.email.taken": {
      status: 409,
      when: "the new address has got another account since it was asked for",
      mend: "Sign in with that account, or choose another address.",
    },
  },
});
