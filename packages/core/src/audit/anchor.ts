import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { useOwner } from "../platform/actor";
import { env } from "../platform/env";
import { logger } from "../platform/logger";
import { ownKey } from "../platform/object-key";
import { isSameEntry } from "./chain";
import { EntryEntity } from "./entry.entity";
import * as Head from "./head";

/**
 * What the bucket keeps of a log: its sealed end. Who can change the table can put an earlier end back, seal
 * and all, and remove what came later; what lies here then says that there was more.
 */
const Anchor = z.object({
  tenantId: z.string(),
  sequence: z.int(),
  hash: z.string(),
  appendedAt: z.string(),
  cutSequence: z.int(),
  cutHash: z.string(),
  oldestAt: z.string(),
  seal: z.string(),
});
export type Anchor = Pick<z.infer<typeof Anchor>, "sequence" | "hash">;

/** Among the tenant's own objects, so that an erasure finds it; in no export, which has the log itself. */
const key = () => ownKey("audit", "end.json");

let client: S3Client | undefined;
const objects = () => (client ??= new S3Client({}));

/** Its old versions are kept for a day, not for a month as those of files: there is one for each batch. */
const SHORT_LIVED = "versions=short";

/** Writes down that the actor's log begins, unless there is word of one that went further. */
export async function begin(genesis: Head.Head): Promise<void> {
  if (!(await find())) await put(genesis);
}

/**
 * Writes down how far the actor's log goes. What is there already and does not go well with the log stays: who
 * put an earlier end back is found, also once the log has grown beyond what it was.
 * @param earlier the end before, where it is known: what is here most often
 */
export async function follow(head: Head.Head, earlier?: Head.Head): Promise<void> {
  const last = await find();
  const isNext = last && earlier && isSameEntry(last, earlier);
  if (last && !isNext && (await contradicts(head, last))) {
    logger.error("audit log was put back", "its anchor says otherwise", {
      sequence: head.sequence,
    });
    return;
  }
  // One that is gone is not made anew: that it is missing is to be found.
  if (last && last.sequence < head.sequence) await put(head);
}

/** Whether the log does not hold what its anchor knows, but for what was removed for its age. */
export async function contradicts(head: Head.Head, anchor: Anchor): Promise<boolean> {
  const { sequence } = anchor;
  if (sequence > head.sequence) return true;
  if (sequence < head.cutSequence) return false;
  if (sequence === head.sequence) return !isSameEntry(anchor, head);
  if (sequence === head.cutSequence) {
    return !isSameEntry(anchor, { sequence: head.cutSequence, hash: head.cutHash });
  }
  const { data } = await EntryEntity.get({ tenantId: head.tenantId, sequence }).go({
    consistent: true,
  });
  return !data || !isSameEntry(anchor, data);
}

async function put(head: Head.Head): Promise<void> {
  await objects().send(
    new PutObjectCommand({
      Bucket: env("BUCKET_NAME"),
      Key: key(),
      Body: JSON.stringify(head),
      ContentType: "application/json",
      Tagging: SHORT_LIVED,
    }),
  );
}

/**
 * How far the actor's log went at least, or undefined where nothing that the platform sealed says so. One is
 * there before the first entry is, and none is ever taken away but with its tenant.
 */
export async function find(): Promise<Anchor | undefined> {
  const text = await read();
  if (text === undefined) return undefined;
  const { data } = Anchor.safeParse(parse(text));
  if (data?.tenantId !== useOwner()) return undefined;
  return (await Head.isSealed(data as Head.Head)) ? data : undefined;
}

async function read(): Promise<string | undefined> {
  try {
    const command = new GetObjectCommand({ Bucket: env("BUCKET_NAME"), Key: key() });
    const { Body } = await objects().send(command);
    return await Body?.transformToString();
  } catch (error) {
    // S3 tells who may not list a bucket that they may not read what is not there.
    if (error instanceof Error && /^(NoSuchKey|AccessDenied)$/.test(error.name)) return undefined;
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what is no JSON is no anchor: that is the answer
  }
}
