import { createHash } from "node:crypto";
import * as z from "zod";
import { useOwner } from "../platform/actor";
import { idSchema, OwnerId } from "../platform/id";
import { append, appendLost } from "./append";
import { mayBeOld, prune } from "./retention";

/** Word of a record that waits to be appended. */
export const RecordMessage = z.object({ tenantId: OwnerId, recordId: idSchema("aud") });

/** What the log's queue brings: a record to append, or the wish that what is too old be removed. */
export const Message = z.union([
  RecordMessage,
  z.object({ tenantId: OwnerId, prune: z.literal(true) }),
]);
export type Message = z.infer<typeof Message>;

/** A message stands in the group of another tenant or person than it names. */
export class WrongGroupError extends Error {
  override readonly name = "WrongGroupError";
}

/** Does what the messages of one tenant or person ask for. Twice is as good as once. */
export async function write(
  messages: readonly Message[],
  nameOf: (action: string) => string,
): Promise<void> {
  const owner = useOwner();
  const stray = messages.find(({ tenantId }) => tenantId !== owner);
  if (stray) throw new WrongGroupError(`a message of ${stray.tenantId} in the group of ${owner}`);
  const records = messages.flatMap((one) => ("recordId" in one ? [one.recordId] : []));
  const head = records.length ? await append(records, nameOf) : undefined;
  const asked = messages.some((one) => "prune" in one);
  // Persons are in no list that a schedule could go through: their logs are pruned as they grow.
  if (asked || (head && mayBeOld(head.oldestAt))) await prune();
}

/** Says in the log that a message could not be handled and lies among the dead letters. */
export async function noteLoss(messageId: string, body: string, error: unknown): Promise<void> {
  const read = Message.safeParse(parse(body));
  const isRecord = read.success && "recordId" in read.data;
  if (read.success && !isRecord) return; // a wish, which comes again the next night
  const target = isRecord ? (read.data as { recordId: string }).recordId : messageId;
  const why = error instanceof Error ? error.name : "Error";
  const sha256 = createHash("sha256").update(body).digest("hex");
  await appendLost(target, `${why} in message ${messageId}, SHA-256 ${sha256}`);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // what is no JSON is no message: that is the answer
  }
}
