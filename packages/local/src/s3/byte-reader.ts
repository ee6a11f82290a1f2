import { AwsError } from "../wire/aws-error";

/** Reads a stream piece by piece, holding no more of it than one chunk. */
export interface ByteReader {
  /** What comes before `mark`, which is consumed. Throws `IncompleteBody` when it never comes. */
  until(mark: Buffer): AsyncGenerator<Buffer>;
  /** Exactly `count` bytes. Throws `IncompleteBody` when there are fewer. */
  take(count: number): AsyncGenerator<Buffer>;
}

export function readBytes(
  source: AsyncIterable<Buffer>,
  head: Buffer = Buffer.alloc(0),
): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let pending = head;
  const more = async () => {
    const next = await chunks.next();
    if (next.done) {
      throw new AwsError(
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
      );
    }
    pending = pending.length ? Buffer.concat([pending, next.value]) : next.value;
  };
  const cut = (count: number) => {
    const piece = pending.subarray(0, count);
    pending = pending.subarray(count);
    return piece;
  };
  return {
    async *until(mark) {
      for (;;) {
        const at = pending.indexOf(mark);
        if (at >= 0) {
          const piece = cut(at);
          cut(mark.length);
          if (piece.length) yield piece;
          return;
        }
        // The end may be the beginning of the mark, so it stays.
        if (pending.length >= mark.length) yield cut(pending.length - mark.length + 1);
        await more();
      }
    },
    async *take(count) {
      for (let rest = count; rest > 0; ) {
        if (pending.length === 0) await more();
        const piece = cut(Math.min(rest, pending.length));
        rest -= piece.length;
        if (piece.length) yield piece;
      }
    },
  };
}

/** Everything a generator yields as text. Throws what `tooLong` returns past `limit` bytes. */
export async function readText(
  pieces: AsyncIterable<Buffer>,
  limit: number,
  tooLong: () => Error,
): Promise<string> {
  const all: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > limit) throw tooLong();
    all.push(piece);
  }
  return Buffer.concat(all).toString("utf8");
}
