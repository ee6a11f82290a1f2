import type { IncomingMessage } from "node:http";

/**
 * Reads a request body of up to `limit` bytes. A longer one is read to its end and dropped, so that the
 * caller gets to read the answer instead of a broken connection; the result is then undefined.
 */
export function readUpTo(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on("end", () => resolve(size <= limit ? Buffer.concat(chunks) : undefined));
    request.on("error", reject);
    request.on("close", () => reject(new Error("The caller went away.")));
  });
}
