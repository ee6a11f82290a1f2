import { createHash, randomBytes } from "node:crypto";
import type { PersonId } from "../platform/id";
import { RecoveryCodesEntity } from "./recovery-codes.entity";

const COUNT = 10;
// 80 random bits: nobody guesses them, not even from their hashes.
const BYTES = 10;
const GROUP = 4;
/** Crockford's: without letters that look like digits. Source: https://www.crockford.com/base32.html */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Ten new codes of a person, and the item that knows them by their hashes. Not stored yet. */
export function draft(userId: PersonId) {
  const codes = Array.from({ length: COUNT }, newCode);
  const hashes = codes.map((code) => hashOf(userId, code));
  return { codes, item: { userId, hashes, createdAt: new Date().toISOString() } };
}

/** The hash that a code of the person has, if it is one that is left. */
export async function match(userId: PersonId, code: string): Promise<string | undefined> {
  const hash = hashOf(userId, code);
  const left = await hashesOf(userId);
  return left.includes(hash) ? hash : undefined;
}

/** How many are left. */
export const countLeft = async (userId: PersonId): Promise<number> =>
  (await hashesOf(userId)).length;

async function hashesOf(userId: PersonId): Promise<readonly string[]> {
  const { data } = await RecoveryCodesEntity.get({ userId }).go({ consistent: true });
  return data?.hashes ?? [];
}

function newCode(): string {
  const bits = [...randomBytes(BYTES)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]);
  return (letters.join("").match(new RegExp(`.{${GROUP}}`, "g")) ?? []).join("-");
}

/** However it is typed: in capitals, with spaces, with an O for a 0. */
function hashOf(userId: PersonId, code: string): string {
  const typed = code.toLowerCase().replace(/[\s-]/g, "");
  const meant = typed.replaceAll("o", "0").replace(/[il]/g, "1");
  return createHash("sha256").update(`${userId}#${meant}`).digest("hex");
}
