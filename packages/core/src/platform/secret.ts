import { randomBytes } from "node:crypto";
import * as Directory from "./directory";

const KEY_BYTES = 32;
let known: Buffer | undefined;

/** The platform's own random key for signing cursors: made at first use, then kept in the directory. */
export async function cursorSecret(): Promise<Buffer> {
  known ??= await load("cursor");
  return known;
}

async function load(purpose: string): Promise<Buffer> {
  const { detail } = await Directory.findOrAdd({
    kind: "secrets",
    name: purpose,
    member: "current",
    detail: randomBytes(KEY_BYTES).toString("base64url"),
  });
  return Buffer.from(String(detail), "base64url");
}
