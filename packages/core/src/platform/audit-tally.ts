import { createHash } from "node:crypto";
import { AuditOutboxEntity } from "./audit-outbox.entity";
import * as AuditRecord from "./audit-record";
import type { Id } from "./id";
import { networkOf } from "./origin";

const SECONDS = 60;
/** So many tallies of one reason a log has at once: callers from more networks than that share them. */
const GROUPS = 4;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const ID_LENGTH = 26;

/** How long refusals are told together, in seconds. A stage may set it otherwise. */
export const tallySeconds = (): number => Number(process.env.AUDIT_TALLY_SECONDS ?? SECONDS);

/**
 * Tells the log of a refusal that somebody may cause as often as they like: those of one reason, to who comes
 * from the same network, are told together, once a minute, with a count and what the last of them was. One
 * write each time to an item that does not grow, and at most four entries of a reason in a minute, whoever asks.
 */
export async function tellTogether(reason: string): Promise<void> {
  const record = AuditRecord.draft({ outcome: "denied", reason });
  if (!record) return;
  const stretch = Math.floor(Date.now() / 1000 / tallySeconds());
  const { actor, address = "" } = record;
  const group = digestOf(`${actor.id} ${networkOf(address)}`).readUInt8() % GROUPS;
  const { tenantId } = AuditRecord.itemOf(record);
  const recordId = idOf(`${tenantId} ${stretch} ${reason} ${group}`);
  const item = AuditRecord.itemOf({ ...record, recordId });
  await AuditOutboxEntity.upsert(item).add({ count: 1 }).go({ response: "none" });
  AuditRecord.settle(record);
}

const digestOf = (text: string) => createHash("sha256").update(text).digest();

/** The same for all of one tally, and of the form of any other record's. */
function idOf(text: string): Id<"aud"> {
  const bytes = digestOf(text).subarray(0, ID_LENGTH);
  return `aud_${[...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
}
