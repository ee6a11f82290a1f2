import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { AwsError } from "../wire/aws-error";
import { decodeChunks, malformedTrailer } from "./aws-chunked";
import { readText } from "./byte-reader";
import type { S3Call } from "./call";
import {
  ALGORITHMS,
  type ChecksumAlgorithm,
  checksumHeader,
  digestLength,
  startChecksum,
} from "./checksum";
import { malformedXml, parseXml, type XmlTree } from "./xml";

/** What a body turned out to be, once it has been read to its end. */
export interface PayloadFacts {
  readonly size: number;
  /** In hex, as in an ETag. */
  readonly md5: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

/** A body being read. `content` fails at its end if the body is not what the caller said it is. */
export interface Payload {
  readonly content: AsyncIterable<Buffer>;
  facts(): PayloadFacts;
}

/** The most bytes one PUT may have: 5 GiB. */
export const MAX_PUT_BYTES = 5 * 1024 ** 3;
const MAX_DOCUMENT_BYTES = 4 * 1024 ** 2;

/** Reads the body of a call. `algorithm` is computed even if the caller sent no such checksum. */
export function openPayload(call: S3Call, algorithm?: ChecksumAlgorithm): Payload {
  const { headers } = call;
  const chunked = isChunked(call);
  const declared = headers[chunked ? "x-amz-decoded-content-length" : "content-length"];
  if (declared === undefined) throw lengthMissing(headers);
  if (Number(declared) > MAX_PUT_BYTES) throw entityTooLarge();
  const claim = claimedChecksum(headers);
  const trailers = new Map<string, string>();
  const source = requestBody(call.request);
  return digestPayload({
    source: chunked ? decodeChunks(source, trailers, call.chunkSeed) : source,
    algorithm: claim?.algorithm ?? algorithm,
    verify: ({ size, md5, checksum, sha256 }) => {
      if (size !== Number(declared)) {
        throw new AwsError("IncompleteBody", "The body is not as long as the request said.");
      }
      verifyMd5(headers["content-md5"], md5);
      if (call.payloadHash !== undefined && call.payloadHash !== sha256) {
        throw new AwsError(
          "XAmzContentSHA256Mismatch",
          "The provided 'x-amz-content-sha256' header does not match what was computed.",
        );
      }
      if (!claim || !checksum) return;
      const value = claim.value ?? trailers.get(checksumHeader(claim.algorithm));
      if (value === undefined) throw malformedTrailer();
      verifyChecksum(claim.algorithm, value, checksum.value);
    },
    sha256: call.payloadHash !== undefined,
  });
}

interface Digesting {
  readonly source: AsyncIterable<Buffer>;
  readonly algorithm: ChecksumAlgorithm | undefined;
  readonly sha256?: boolean;
  /** Throws if the body must not be taken. */
  readonly verify?: (facts: PayloadFacts & { readonly sha256: string | undefined }) => void;
  readonly limit?: number;
}

/** Computes size, MD5 and checksum of what flows through. */
export function digestPayload({ source, algorithm, sha256, verify, limit }: Digesting): Payload {
  const md5 = createHash("md5");
  const sha = sha256 ? createHash("sha256") : undefined;
  const running = algorithm && startChecksum(algorithm);
  let size = 0;
  let facts: PayloadFacts | undefined;
  async function* content() {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > (limit ?? MAX_PUT_BYTES)) throw entityTooLarge();
      md5.update(chunk);
      sha?.update(chunk);
      running?.update(chunk);
      yield chunk;
    }
    const checksum =
      algorithm && running ? { algorithm, value: running.digest().toString("base64") } : undefined;
    facts = { size, md5: md5.digest("hex"), ...(checksum && { checksum }) };
    verify?.({ ...facts, sha256: sha?.digest("hex") });
  }
  return {
    content: content(),
    facts() {
      if (!facts) throw new Error("The payload has not been read to its end.");
      return facts;
    },
  };
}

/** Reads and verifies a body that is a document, such as XML or a bucket policy. */
export function readDocument(call: S3Call): Promise<string> {
  return readText(openPayload(call).content, MAX_DOCUMENT_BYTES, malformedXml);
}

export async function readXml(call: S3Call, root: string): Promise<XmlTree> {
  return parseXml(await readDocument(call), root);
}

/** The body without its end being the connection's end, so that a refusal in its midst is still told. */
export function requestBody(request: IncomingMessage): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) };
}

function isChunked({ headers }: S3Call): boolean {
  return (
    /\baws-chunked\b/.test(headers["content-encoding"] ?? "") ||
    (headers["x-amz-content-sha256"] ?? "").startsWith("STREAMING-")
  );
}

/** The checksum that the headers hold or announce as a trailer (then it has no value yet). */
export function claimedChecksum(
  headers: Readonly<Record<string, string>>,
): { algorithm: ChecksumAlgorithm; value?: string } | undefined {
  const inHeaders = ALGORITHMS.filter((name) => headers[checksumHeader(name)] !== undefined);
  const trailer = (headers["x-amz-trailer"] ?? "").toLowerCase();
  const inTrailers = ALGORITHMS.filter((name) => trailer === checksumHeader(name));
  const [algorithm, another] = [...inHeaders, ...inTrailers];
  if (another) {
    throw new AwsError("InvalidRequest", "Expecting a single x-amz-checksum- header.");
  }
  if (!algorithm) return undefined;
  const value = headers[checksumHeader(algorithm)];
  return value === undefined ? { algorithm } : { algorithm, value };
}

export function verifyChecksum(algorithm: ChecksumAlgorithm, claimed: string, computed: string) {
  if (Buffer.from(claimed, "base64").length !== digestLength(algorithm)) {
    throw new AwsError(
      "InvalidRequest",
      `Value for ${checksumHeader(algorithm)} header is invalid.`,
    );
  }
  if (claimed !== computed) {
    throw new AwsError(
      "BadDigest",
      `The ${algorithm} you specified did not match the calculated checksum.`,
    );
  }
}

export function verifyMd5(claimed: string | undefined, md5: string): void {
  if (claimed === undefined) return;
  const bytes = Buffer.from(claimed, "base64");
  if (bytes.length !== 16) {
    throw new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.");
  }
  if (bytes.toString("hex") !== md5) {
    throw new AwsError(
      "BadDigest",
      "The Content-MD5 you specified did not match what we received.",
    );
  }
}

export function entityTooLarge(): AwsError {
  return new AwsError(
    "EntityTooLarge",
    "Your proposed upload exceeds the maximum allowed object size.",
  );
}

function lengthMissing(headers: Readonly<Record<string, string>>): AwsError {
  if (headers["transfer-encoding"] !== undefined && !headers["x-amz-trailer"]) {
    const message = "A header you provided implies functionality that is not implemented";
    return new AwsError("NotImplemented", message, {
      status: 501,
      members: { Header: "Transfer-Encoding" },
    });
  }
  return new AwsError("MissingContentLength", "You must provide the Content-Length HTTP header.", {
    status: 411,
  });
}
