import { randomBytes } from "node:crypto";
import { AwsError } from "../wire/aws-error";
import { transact } from "../wire/store";
import { getBucket } from "./buckets";
import type { S3Call } from "./call";
import {
  type ChecksumAlgorithm,
  type ChecksumType,
  checksumElement,
  checksumHeader,
  parseAlgorithm,
} from "./checksum";
import { storedHeaders } from "./object-headers";
import { claimedChecksum, digestPayload, openPayload, type Payload } from "./payload";
import { readCopySource } from "./put-object";
import { type ByteRange, parseRange } from "./range";
import { invalidArgument, sendEmpty, sendXml } from "./respond";
import type { S3State } from "./state";
import { parseTagHeader } from "./tags";
import {
  insertUpload,
  putPart,
  removeUpload,
  requireUpload,
  type Upload,
  type UploadedPart,
} from "./uploads";

export function createMultipartUpload(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  const algorithm = parseAlgorithm(call.headers["x-amz-checksum-algorithm"]);
  const checksumType = chooseType(algorithm, call.headers["x-amz-checksum-type"]);
  const id = randomBytes(48).toString("base64url");
  insertUpload(state.store, {
    id,
    bucket: call.bucket,
    key: call.key,
    started: Date.now(),
    headers: storedHeaders(call.headers),
    tags: parseTagHeader(call.headers["x-amz-tagging"]),
    algorithm,
    checksumType,
  });
  sendXml(
    call,
    "InitiateMultipartUploadResult",
    { Bucket: call.bucket, Key: call.key, UploadId: id },
    {
      headers: {
        "x-amz-checksum-algorithm": algorithm,
        "x-amz-checksum-type": algorithm && checksumType,
      },
    },
  );
}

/** SHA sums cannot be combined to one of the whole object, CRC64NVME always is one. */
function chooseType(algorithm: ChecksumAlgorithm | undefined, asked?: string): ChecksumType {
  const usual = algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE";
  const type = asked ?? usual;
  const possible =
    algorithm === "CRC64NVME"
      ? type === "FULL_OBJECT"
      : type === "COMPOSITE" || (type === "FULL_OBJECT" && !algorithm?.startsWith("SHA"));
  if (possible && (type === "COMPOSITE" || type === "FULL_OBJECT")) return type;
  throw new AwsError(
    "InvalidRequest",
    `The ${asked} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
  );
}

export async function uploadPart(state: S3State, call: S3Call): Promise<void> {
  const number = partNumber(call);
  const upload = uploadOf(state, call);
  const claimed = claimedChecksum(call.headers)?.algorithm;
  if (claimed && upload.algorithm && claimed !== upload.algorithm) {
    throw new AwsError(
      "InvalidRequest",
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.algorithm}, actual checksum Type: ${claimed}`,
    );
  }
  const payload = openPayload(call, upload.algorithm);
  const part = await storePart(state, call, upload, number, payload);
  const { checksum } = payload.facts();
  sendEmpty(call, 200, {
    etag: `"${part.etag}"`,
    ...(checksum && { [checksumHeader(checksum.algorithm)]: checksum.value }),
  });
}

export async function uploadPartCopy(state: S3State, call: S3Call): Promise<void> {
  const number = partNumber(call);
  const upload = uploadOf(state, call);
  const source = readCopySource(state, call);
  const { start, end } = copyRange(call, source.size);
  const payload = digestPayload({
    source: state.bodies.read(source.parts, start, end),
    algorithm: upload.algorithm,
  });
  const part = await storePart(state, call, upload, number, payload);
  sendXml(
    call,
    "CopyPartResult",
    {
      ETag: `"${part.etag}"`,
      LastModified: new Date(part.modified).toISOString(),
      ...(upload.algorithm && { [checksumElement(upload.algorithm)]: part.checksum }),
    },
    {
      headers: {
        "x-amz-copy-source-version-id": source.version === "null" ? undefined : source.version,
      },
    },
  );
}

function copyRange(call: S3Call, size: number): ByteRange {
  const header = call.headers["x-amz-copy-source-range"];
  if (header === undefined) return { start: 0, end: size - 1 };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header) ?? [];
  const range = first !== undefined && Number(last) < size ? parseRange(header, size) : undefined;
  if (range) return range;
  throw invalidArgument(
    `Range specified is not valid for source object of size: ${size}`,
    "x-amz-copy-source-range",
    header,
  );
}

async function storePart(
  state: S3State,
  call: S3Call,
  upload: Upload,
  number: number,
  payload: Payload,
): Promise<UploadedPart> {
  const { part, replaced } = await state.bodies.write(payload.content, (body) => {
    const { size, md5, checksum } = payload.facts();
    const kept = upload.algorithm ? (checksum?.value ?? "") : "";
    const modified = Math.floor(Date.now() / 1000) * 1000;
    const part = { number, size, etag: md5, checksum: kept, body, modified };
    return transact(state.store, () => {
      uploadOf(state, call); // it may have been completed or aborted while the part came
      return { part, replaced: putPart(state.store, upload.id, part) };
    });
  });
  state.bodies.discard(replaced);
  return part;
}

export function abortMultipartUpload(state: S3State, call: S3Call): void {
  const parts = transact(state.store, () => removeUpload(state.store, uploadOf(state, call).id));
  state.bodies.discard(parts);
  sendEmpty(call, 204);
}

export function uploadOf(state: S3State, call: S3Call): Upload {
  getBucket(state, call.bucket);
  return requireUpload(state.store, call.bucket, call.key, call.query.get("uploadId") ?? "");
}

function partNumber(call: S3Call): number {
  const text = call.query.get("partNumber");
  const number = Number(text);
  if (text && Number.isInteger(number) && number >= 1 && number <= 10_000) return number;
  throw invalidArgument(
    "Part number must be an integer between 1 and 10000, inclusive",
    "partNumber",
    text,
  );
}
