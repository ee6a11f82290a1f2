import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { log } from "../wire/log";

/** One file of an object's body: a whole upload, or one part of a multipart upload. */
export interface BodyPart {
  readonly body: string;
  readonly size: number;
  /** Base64, when the upload asked for checksums of its parts. */
  readonly checksum?: string;
}

/** The files that hold what was uploaded. A file is written once and never changed. */
export interface Bodies {
  /**
   * Writes `content` to a file and calls `commit` with its name when it is in place, to name it in a
   * row. Nothing is left behind when either fails.
   */
  write<T>(content: AsyncIterable<Buffer>, commit: (body: string) => T): Promise<T>;
  /** The bytes `start` to `end`, inclusive. Files being read outlive their removal. */
  read(parts: readonly BodyPart[], start: number, end: number): Readable;
  /** Removes files that no row names any more; what fails now is swept at the next start. */
  discard(bodies: readonly string[]): void;
}

const READ_BYTES = 256 * 1024;

/**
 * Opens the folder of bodies and removes what a crash left: unfinished uploads and files without a row.
 * Names are random, so nothing a caller sends, such as a key, becomes part of a path.
 */
export function openBodies(root: string, named: ReadonlySet<string>): Bodies {
  const incoming = join(root, "incoming");
  const objects = join(root, "objects");
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  mkdirSync(objects, { recursive: true });
  const fileOf = (body: string) => join(objects, body.slice(0, 2), body);
  for (const folder of readdirSync(objects)) {
    for (const body of readdirSync(join(objects, folder))) {
      if (!named.has(body)) rmSync(fileOf(body), { recursive: true });
    }
  }
  const readers = countReaders((body) => {
    rm(fileOf(body), { force: true }).catch((error: unknown) => {
      log.error("s3 kept a removed file", error, { body });
    });
  });

  return {
    async write(content, commit) {
      const body = randomUUID();
      const unfinished = join(incoming, body);
      const file = fileOf(body);
      try {
        await pipeline(content, createWriteStream(unfinished, { flags: "wx" }));
        await mkdir(dirname(file), { recursive: true });
        await rename(unfinished, file);
        return commit(body);
      } catch (error) {
        await Promise.all([rm(unfinished, { force: true }), rm(file, { force: true })]);
        throw error;
      }
    },
    read(parts, start, end) {
      const stream = Readable.from(pieces(parts, fileOf, start, end), { objectMode: false });
      const release = readers.hold(parts.map((part) => part.body));
      stream.once("close", release);
      return stream;
    },
    discard(bodies) {
      for (const body of bodies) readers.removeWhenUnread(body);
    },
  };
}

async function* pieces(
  parts: readonly BodyPart[],
  fileOf: (body: string) => string,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  let offset = 0;
  for (const { body, size } of parts) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, size - 1);
    if (from <= to) {
      yield* createReadStream(fileOf(body), { start: from, end: to, highWaterMark: READ_BYTES });
    }
    offset += size;
  }
}

/** Delays the removal of a file to the end of its last download, as S3 serves what it began to serve. */
function countReaders(removeFile: (body: string) => void) {
  const readers = new Map<string, number>();
  const removed = new Set<string>();
  return {
    hold(bodies: readonly string[]): () => void {
      for (const body of bodies) readers.set(body, (readers.get(body) ?? 0) + 1);
      return () => {
        for (const body of bodies) {
          const left = (readers.get(body) ?? 1) - 1;
          if (left > 0) readers.set(body, left);
          else readers.delete(body);
          if (left === 0 && removed.delete(body)) removeFile(body);
        }
      };
    },
    removeWhenUnread(body: string): void {
      if (readers.has(body)) removed.add(body);
      else removeFile(body);
    },
  };
}
