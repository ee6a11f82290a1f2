import { createHmac } from "node:crypto";
import type { EntityItem } from "electrodb";
import { useOwner } from "../platform/actor";
import { isSameSecret } from "../platform/digest";
import { canonicalJson } from "./canonical";
import { HeadEntity } from "./head.entity";
import { sealKey } from "./seal-key";

export type Head = EntityItem<typeof HeadEntity>;

/** The head of the actor's log, or nothing where nothing was ever appended. */
export async function find(): Promise<Head | undefined> {
  const { data } = await HeadEntity.get({ tenantId: useOwner() }).go({ consistent: true });
  return data ?? undefined;
}

/** The head with its seal. */
export async function seal(head: Omit<Head, "seal">): Promise<Head> {
  return { ...head, seal: await macOf(head) };
}

/** Whether the platform sealed it so. */
export async function isSealed({ seal: given, ...head }: Head): Promise<boolean> {
  return isSameSecret(String(given), await macOf(head));
}

async function macOf(head: Omit<Head, "seal">): Promise<string> {
  const key = await sealKey();
  return createHmac("sha256", key).update(canonicalJson(head)).digest("base64url");
}
