import { createHmac } from "node:crypto";
import { useActor } from "./actor";
import { isSameSecret } from "./digest";
import { InvalidRequestError } from "./errors";
import { cursorSecret } from "./secret";

const SIGNATURE_BYTES = 16;

/**
 * Makes a store's cursor fit to hand out: signed, and bound to the caller's tenant (or, in none, the
 * person) and to the query it continues, so that it opens nowhere else. `query` names the list and its filters.
 */
export async function seal(cursor: string | null, query: string): Promise<string | null> {
  if (cursor === null) return null;
  return sign(Buffer.from(cursor).toString("base64url"), query);
}

/** @throws InvalidRequestError where the cursor was not sealed for this caller and this query */
export async function unseal(cursor: string | undefined, query: string): Promise<string | null> {
  if (cursor === undefined) return null;
  const [payload = ""] = cursor.split(".", 1);
  // Compared as text: base64 has many spellings of the same bytes.
  if (!isSameSecret(cursor, await sign(payload, query))) {
    const message = "The cursor is not one that this list gave you. Leave it out to start again.";
    throw new InvalidRequestError([{ path: ["query", "cursor"], message }]);
  }
  return Buffer.from(payload, "base64url").toString();
}

/** The payload with its signature behind a dot. */
async function sign(payload: string, query: string): Promise<string> {
  const actor = useActor();
  const owner = "tenantId" in actor ? actor.tenantId : actor.userId;
  const hmac = createHmac("sha256", await cursorSecret());
  hmac.update(JSON.stringify([owner, query, payload]));
  return `${payload}.${hmac.digest().subarray(0, SIGNATURE_BYTES).toString("base64url")}`;
}
