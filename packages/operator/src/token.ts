import { UserId } from "@faibric/core/platform/id";
import * as z from "zod";
import { type Call, optionsOf } from "./command";
import { UsageError } from "./failure";
import { duration, flag } from "./options";
import { findStage, isLocal } from "./stage";

const HOUR_SECONDS = 3_600;

const Options = z.object({
  user: z
    .custom<UserId>(
      (value) => UserId.safeParse(value).success,
      "a user ID, such as usr_01jd3zq8v5m0w2e7r9t4y6x1kp",
    )
    .optional(),
  expires: duration({ least: "10m", most: "12h" }).default(HOUR_SECONDS),
  yes: flag,
});

/** `faibric token`: prints an access token, and nothing else, on stdout. */
export async function token(call: Call): Promise<undefined> {
  const { user, expires, yes } = optionsOf(Options, call);
  if (!isLocal(call) && !yes) {
    throw new UsageError(
      `This is break-glass: the token acts as a person on the stage ${call.stage}. If you mean it, add --yes.`,
    );
  }
  await findStage(call);
  const [{ findSigningKey }, { signAccessToken }, { findPerson }] = await Promise.all([
    import("./signing-key"),
    import("@faibric/core/platform/access-token-signer"),
    import("./person"),
  ]);
  const userId = user ?? (await findPerson(call.stage));
  const signed = await signAccessToken(userId, await findSigningKey(call.stage), expires);
  const expiresAt = new Date(Date.now() + expires * 1000).toISOString();
  if (!isLocal(call)) {
    call.output.note(`Break-glass: this token is ${userId} on ${call.stage} until ${expiresAt}.`);
  }
  call.output.result({ token: signed, userId, expiresAt }, signed);
}
