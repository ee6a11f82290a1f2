import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

// OWASP's first choice but one for argon2id: 19 MiB, two passes, one lane.
// Source: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Hashes a password with argon2id (RFC 9106), as a PHC string. */
export async function hash(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const tag = await derive("argon2id", {
    message: bytesOf(password),
    nonce,
    memory: MEMORY_KIB,
    passes: PASSES,
    parallelism: LANES,
    tagLength: TAG_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(nonce)}$${unpadded(tag)}`;
}

/** Of no password: verifying takes as long for who has none, or does not exist. */
const NOBODYS = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** Whether the password is the hash's, in constant time. Without a hash: false, after the same work. */
export async function verify(password: string, hashed: string | undefined): Promise<boolean> {
  const [, memory, passes, lanes, salt = "", tag = ""] = FORM.exec(hashed ?? NOBODYS) ?? [];
  if (!tag) throw new Error("a stored password hash is not argon2id in PHC form");
  const expected = Buffer.from(tag, "base64");
  const actual = await derive("argon2id", {
    message: bytesOf(password),
    nonce: Buffer.from(salt, "base64"),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(lanes),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected) && hashed !== undefined;
}

/** The same characters, however a keyboard composes them. Source: NIST SP 800-63B, 5.1.1.2 */
const bytesOf = (password: string) => Buffer.from(password.normalize("NFKC"));

const unpadded = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
