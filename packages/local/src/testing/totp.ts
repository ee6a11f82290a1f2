import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const PERIOD_MS = 30_000;
const ROOM_MS = 6_000;

/**
 * The code that an authenticator app shows, so many steps from now: written from RFC 6238 and 4226, apart
 * from the library that the product uses.
 */
export function codeOf(base32: string, steps = 0): string {
  const bits = [...base32].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / PERIOD_MS) + steps));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac[19] ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Waits until a step of the apps has begun, if this one is about to end under the test. */
export async function inStep(): Promise<void> {
  const left = PERIOD_MS - (Date.now() % PERIOD_MS);
  if (left < ROOM_MS) await sleep(left + 50);
}
