import { randomBytes } from "node:crypto";
import * as z from "zod";
import { env } from "../platform/env";
import { findOrMake } from "../platform/stage-secret";

const KEY_BYTES = 32;
const StoredKey = z.object({ key: z.base64url().length(43) });
let kept: Buffer | undefined;

/** The stage's key for sealing audit logs: among its secrets, where who can change the table cannot read it. */
export async function sealKey(): Promise<Buffer> {
  kept ??= await load();
  return kept;
}

async function load(): Promise<Buffer> {
  const { key } = await findOrMake({
    id: `faibric/${env("STAGE")}/audit-seal-key`,
    description: "Seals the ends of the audit logs. Without it none of them verifies: keep it.",
    schema: StoredKey,
    make: async () => ({ key: randomBytes(KEY_BYTES).toString("base64url") }),
  });
  return Buffer.from(key, "base64url");
}
