import * as z from "zod";
import * as Directory from "../platform/directory";
import { PersonId } from "../platform/id";
import { hashOf, newSecret } from "../platform/opaque-token";
import { PasskeyRefusedError } from "./auth.errors";

export const CHALLENGE_MS = 5 * 60_000;

const MadeFor = z.object({
  purpose: z.enum(["register", "sign-in", "step-up"]),
  /** Nobody's yet, when somebody is to sign in. */
  userId: PersonId.optional(),
});
type MadeFor = z.infer<typeof MadeFor>;

/** Makes what an authenticator is to sign. It is kept by its hash until it is used. */
export async function make(madeFor: MadeFor): Promise<string> {
  const challenge = newSecret();
  const expiresAt = Math.floor((Date.now() + CHALLENGE_MS) / 1000);
  await Directory.keep({ ...keyOf(challenge), detail: madeFor, expiresAt });
  return challenge;
}

const ClientData = z.looseObject({
  challenge: z.string().min(1).max(200),
  crossOrigin: z.boolean().optional(),
});

/**
 * The challenge that a browser says was signed, which is used up by this, whatever comes of it.
 * @throws PasskeyRefusedError where it was not made for this, was used, or has expired
 */
export async function spend(clientDataJSON: string, madeFor: MadeFor): Promise<string> {
  const { challenge, crossOrigin } = read(clientDataJSON);
  const { kind, name, member } = keyOf(challenge);
  const entry = await Directory.takeOut(kind, name, member);
  const made = MadeFor.safeParse(entry?.detail).data;
  const same = made?.purpose === madeFor.purpose && made.userId === madeFor.userId;
  const alive = (entry?.expiresAt ?? 0) > Date.now() / 1000;
  // A page that another one frames may have been shown to somebody who does not know it.
  if (!same || !alive || crossOrigin) throw new PasskeyRefusedError();
  return challenge;
}

function read(clientDataJSON: string) {
  try {
    return ClientData.parse(JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8")));
  } catch (cause) {
    throw new PasskeyRefusedError({ cause });
  }
}

const keyOf = (challenge: string) =>
  ({ kind: "passkey-challenges", name: hashOf(challenge), member: "challenge" }) as const;
