import { createHash, randomUUID } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { assertActor } from "../platform/actor";
import { commit } from "../platform/commit";
import { objectKey, tenantPrefix } from "../platform/object-key";
import { assumeTenant, type TenantSession } from "../platform/tenant-session";
import { ChunkEntity } from "./chunk.entity";
import { ExportEntity } from "./export.entity";
import { type RunningExport, readRunning } from "./export-record";
import { bucket, listVersions } from "./objects";
import type { ExportId } from "./offboarding.schema";
import { type Group, type Item, type ItemPosition, readStep, START, type Step } from "./walk";

const CHUNK_DAYS = 10;

interface Content {
  /** Without a name nothing is stored, only the position. */
  readonly name: string;
  readonly lines: readonly object[];
  /** Of files: their bytes together. */
  readonly content: number;
}

/**
 * Puts the tenant's items, and the list of its files, into the bucket as chunks of JSONL, for `budgetMs`. Every
 * chunk is noted together with where to go on: what dies goes on there, and what it left unnoted is in no archive.
 * Answers whether that was all.
 */
export async function collect(exportId: ExportId, budgetMs: number): Promise<{ done: boolean }> {
  assertActor("system");
  const until = Date.now() + budgetMs;
  const session = await assumeTenant("read");
  for (;;) {
    const record = await readRunning(exportId);
    if (record.status !== "collecting") return { done: true };
    await collectStep(session, record);
    if (Date.now() > until) return { done: false };
  }
}

async function collectStep(session: TenantSession, record: RunningExport): Promise<void> {
  const { position = START } = record;
  if (position.at === "files") return collectFiles(session, record, position.mark);
  let at: ItemPosition | undefined = position;
  let contents: Content[] = [];
  // What has nothing to export is not worth noting.
  while (at && contents.length === 0) {
    const { groups, next }: Step = await readStep(session, at);
    contents = groups.filter(isExported).map(({ of, items }) => ({
      name: of.name,
      lines: items.map((item) => exported(item, of.omit)),
      content: 0,
    }));
    at = next;
  }
  await store(session, record, contents, { position: at ?? { at: "files" } });
}

const isExported = ({ of, items }: Group) => items.length > 0 && !of.notExported;

/** Archives, and what is kept of the ends of logs, which the archive has whole. */
const OURS = ["exports/", "audit/"];

async function collectFiles(
  session: TenantSession,
  record: RunningExport,
  mark: Parameters<typeof listVersions>[1],
): Promise<void> {
  const { versions, next } = await listVersions(session, mark);
  const prefix = tenantPrefix();
  const files = versions
    .filter(
      ({ IsLatest, Key = "" }) => IsLatest && !OURS.some((one) => Key.startsWith(prefix + one)),
    )
    .map(({ Key = "", VersionId, Size = 0, LastModified, ETag }) => ({
      path: Key.slice(prefix.length),
      bytes: Size,
      modifiedAt: LastModified?.toISOString(),
      etag: ETag,
      version: VersionId,
    }));
  const content = files.reduce((total, { bytes }) => total + bytes, 0);
  const contents = files.length ? [{ name: "files", lines: files, content }] : [];
  await store(session, record, contents, {
    ...(next ? { position: { at: "files", mark: next } } : { status: "packing" }),
  });
}

/** As its entity knows it: without keys, the store's own attributes and what is secret. */
function exported(item: Item, omit: readonly string[] = []): object {
  const shown = Object.entries(item).filter(
    ([name]) => !/^(pk|sk|gsi\d(pk|sk)|__edb_[ev]__)$/.test(name) && !omit.includes(name),
  );
  return Object.fromEntries(shown);
}

type Progress = Partial<Pick<RunningExport, "position" | "status">>;

async function store(
  { objects }: TenantSession,
  { tenantId, exportId, chunks, items, files }: RunningExport,
  contents: readonly Content[],
  progress: Progress,
): Promise<void> {
  const expiresAt = Math.floor(Date.now() / 1_000) + CHUNK_DAYS * 86_400;
  const made = contents.map(({ name, lines, content }, index) => {
    const text = Buffer.from(lines.map((line) => `${JSON.stringify(line, plain)}\n`).join(""));
    const number = chunks + index;
    const sha256 = createHash("sha256").update(text).digest("hex");
    // Two tries may overlap: each has names of its own, and one of them is noted.
    const key = objectKey("exports", exportId, `${name}-${number}-${randomUUID()}.jsonl`);
    const chunk = { tenantId, exportId, name, number, key, content, sha256, expiresAt };
    return { text, chunk: { ...chunk, lines: lines.length, bytes: text.length } };
  });
  for (const { text: Body, chunk } of made) {
    await objects.send(new PutObjectCommand({ Bucket: bucket(), Key: chunk.key, Body }));
  }
  const sum = (isFiles: boolean) =>
    made.reduce(
      (total, { chunk }) => ((chunk.name === "files") === isFiles ? total + chunk.lines : total),
      0,
    );
  await commit({
    entities: { export: ExportEntity, chunk: ChunkEntity },
    writes: (entities) => ({
      progress: entities.export
        .patch({ tenantId })
        .set({
          ...progress,
          chunks: chunks + made.length,
          items: items + sum(false),
          files: files + sum(true),
        })
        .where(
          (record, { eq }) => `${eq(record.exportId, exportId)} AND ${eq(record.chunks, chunks)}`,
        )
        .commit(),
      ...Object.fromEntries(
        made.map(({ chunk }) => [`chunk${chunk.number}`, entities.chunk.put(chunk).commit()]),
      ),
    }),
  });
}

/** DynamoDB's sets and bytes, which JSON does not know. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Set) return [...value];
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
}
