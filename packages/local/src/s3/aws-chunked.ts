import { createHash } from "node:crypto";
import { AwsError } from "../wire/aws-error";
import { readBytes, readText } from "./byte-reader";
import type { ChunkSeed } from "./call";
import { hmac, sameText, sha256 } from "./signature";

const CRLF = Buffer.from("\r\n");
const MAX_LINE_BYTES = 4096;

/**
 * Takes the `aws-chunked` framing off a body and puts its trailers into `trailers`. With a seed, each
 * chunk's signature is verified.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
  seed: ChunkSeed | undefined,
): AsyncGenerator<Buffer> {
  const reader = readBytes(source);
  const line = () => readText(reader.until(CRLF), MAX_LINE_BYTES, malformedChunk);
  const chain = seed && startChain(seed);
  for (;;) {
    const [size = "", ...extensions] = (await line()).split(";");
    if (!/^[\da-f]{1,8}$/i.test(size)) throw malformedChunk();
    const hash = createHash("sha256");
    const length = Number.parseInt(size, 16);
    for await (const piece of reader.take(length)) {
      if (chain) hash.update(piece);
      yield piece;
    }
    chain?.verify(hash.digest("hex"), extensions.join(";"));
    if (length === 0) break;
    if ((await line()) !== "") throw malformedChunk();
  }
  for (let text = await line(); text !== ""; text = await line()) {
    const colon = text.indexOf(":");
    if (colon < 1) throw malformedTrailer();
    trailers.set(text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim());
  }
  chain?.verifyTrailers(trailers);
}

function startChain({ key, date, scope, signature }: ChunkSeed) {
  let previous = signature;
  const check = (text: string, claimed: string) => {
    if (!sameText(hmac(key, text).toString("hex"), claimed)) {
      throw new AwsError(
        "SignatureDoesNotMatch",
        "The chunk signature we calculated does not match the signature you provided.",
        { status: 403 },
      );
    }
    previous = claimed;
  };
  return {
    verify(chunkHash: string, extension: string) {
      const head = ["AWS4-HMAC-SHA256-PAYLOAD", date, scope, previous, sha256("")];
      check([...head, chunkHash].join("\n"), extension.replace(/^chunk-signature=/, ""));
    },
    verifyTrailers(trailers: Map<string, string>) {
      const claimed = trailers.get("x-amz-trailer-signature");
      if (claimed === undefined) {
        if (trailers.size > 0) throw malformedTrailer();
        return;
      }
      const lines = [...trailers].filter(([name]) => name !== "x-amz-trailer-signature");
      const text = lines.map(([name, value]) => `${name}:${value}\n`).join("");
      const head = ["AWS4-HMAC-SHA256-TRAILER", date, scope, previous];
      check([...head, sha256(text)].join("\n"), claimed);
    },
  };
}

function malformedChunk(): AwsError {
  return new AwsError("InvalidRequest", "The aws-chunked body is malformed.");
}

export function malformedTrailer(): AwsError {
  return new AwsError(
    "MalformedTrailerError",
    "The request contained trailing data that was not well-formed or did not conform to our published schema.",
  );
}
