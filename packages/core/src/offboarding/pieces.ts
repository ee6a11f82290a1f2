import { useTenant } from "../platform/actor";
import { tenantPrefix } from "../platform/object-key";
import type { TenantSession } from "../platform/tenant-session";
import { ChunkEntity } from "./chunk.entity";
import type { RunningExport } from "./export-record";
import { PARTITIONS } from "./inventory";
import { readObject } from "./objects";
import type { ExportId } from "./offboarding.schema";
import * as Tar from "./tar";

/** A stretch of the archive, before compression: so many bytes, which can be read from any of them on. */
export interface Piece {
  readonly size: number;
  readonly read: (start: number) => AsyncIterable<Uint8Array>;
}

type Chunk = Awaited<ReturnType<typeof listChunks>>[number];

/**
 * The archive of an export, piece by piece. It is the same each time, whoever asks: the chunks are noted and
 * the files are versions, so an offset in it is all that has to be remembered to go on.
 */
export async function* piecesOf(
  session: TenantSession,
  record: RunningExport,
): AsyncGenerator<Piece> {
  const chunks = await listChunks(record.exportId);
  const modified = new Date(record.requestedAt);
  const manifest = Buffer.from(`${JSON.stringify(manifestOf(record, chunks), null, 2)}\n`);
  yield bytes(Tar.header("manifest.json", manifest.length, modified));
  yield bytes(manifest);
  yield bytes(Tar.padding(manifest.length));
  for (const [name, own] of byName(chunks)) {
    const size = own.reduce((total, chunk) => total + chunk.bytes, 0);
    yield bytes(Tar.header(fileOf(name), size, modified));
    for (const { key, bytes: length } of own) yield object(session, { key, size: length });
    yield bytes(Tar.padding(size));
  }
  for (const chunk of chunks.filter(({ name }) => name === "files")) {
    yield* filesOf(session, chunk, modified);
  }
  yield bytes(Tar.END);
}

async function* filesOf(
  session: TenantSession,
  { key }: Chunk,
  fallback: Date,
): AsyncGenerator<Piece> {
  const parts: Uint8Array[] = [];
  for await (const part of readObject(session, { key })) parts.push(part);
  const lines = Buffer.concat(parts).toString("utf8").trimEnd().split("\n");
  for (const line of lines) {
    const file = JSON.parse(line) as {
      path: string;
      bytes: number;
      version?: string;
      modifiedAt?: string;
    };
    const modified = file.modifiedAt ? new Date(file.modifiedAt) : fallback;
    yield bytes(Tar.header(`files/${file.path}`, file.bytes, modified));
    yield object(session, {
      key: `${tenantPrefix()}${file.path}`,
      size: file.bytes,
      ...(file.version ? { version: file.version } : {}),
    });
    yield bytes(Tar.padding(file.bytes));
  }
}

const bytes = (content: Buffer): Piece => ({
  size: content.length,
  async *read(start) {
    yield content.subarray(start);
  },
});

const object = (
  session: TenantSession,
  { size, ...which }: { key: string; version?: string; size: number },
): Piece => ({ size, read: (start) => readObject(session, { ...which, start }) });

async function listChunks(exportId: ExportId) {
  const { data } = await ChunkEntity.query
    .byExport({ tenantId: useTenant(), exportId })
    .go({ pages: "all" });
  return data;
}

function byName(chunks: readonly Chunk[]): Map<string, readonly Chunk[]> {
  return Map.groupBy(chunks, ({ name }) => name);
}

const fileOf = (name: string): string => (name === "files" ? "files.jsonl" : `items/${name}.jsonl`);

/** What is in the archive, in its own words, with what to check it by. */
function manifestOf(record: RunningExport, chunks: readonly Chunk[]) {
  const { tenantId, exportId, requestedAt, items, files } = record;
  return {
    format: "faibric-export/1",
    tenantId,
    exportId,
    requestedAt,
    items,
    files,
    contents: [...byName(chunks)].map(([name, own]) => ({
      name,
      file: fileOf(name),
      lines: own.reduce((total, { lines }) => total + lines, 0),
      bytes: own.reduce((total, chunk) => total + chunk.bytes, 0),
      /** SHA-256 of the file's bytes, stretch by stretch in their order. */
      stretches: own.map(({ bytes: length, sha256 }) => ({ bytes: length, sha256 })),
    })),
    consistency:
      "Each kind of items was read in the order of its keys, at or after requestedAt. What changed meanwhile is there as it was when it was read.",
    leftOut: PARTITIONS.filter(({ notExported, omit }) => notExported || omit?.length).map(
      ({ name, notExported, omit }) => ({
        name,
        ...(notExported ? { why: notExported } : { attributes: omit }),
      }),
    ),
  };
}
