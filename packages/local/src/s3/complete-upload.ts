import { createHash } from "node:crypto";
import { AwsError } from "../wire/aws-error";
import type { S3Call } from "./call";
import {
  type Checksum,
  CRC_POLYNOMIALS,
  checksumElement,
  checksumHeader,
  checksumOf,
} from "./checksum";
import { assertWritable } from "./conditions";
import { type CrcAlgorithm, combineCrc } from "./crc-combine";
import { uploadOf } from "./multipart-upload";
import { writtenHeaders } from "./object-headers";
import { writeObject } from "./object-writes";
import { readXml, verifyChecksum } from "./payload";
import { sendXml } from "./respond";
import type { S3State } from "./state";
import { partsOf, removeUpload, type Upload, type UploadedPart } from "./uploads";
import { current } from "./versions";
import { malformedXml, textOf, trees, type XmlTree } from "./xml";

const MIN_PART_BYTES = 5 * 1024 ** 2;

/**
 * Makes one object of the listed parts. No byte is copied: the parts' files become the object's, in
 * the transaction that ends the upload. Parts not listed are dropped.
 */
export async function completeMultipartUpload(state: S3State, call: S3Call): Promise<void> {
  const document = await readXml(call, "CompleteMultipartUpload");
  const upload = uploadOf(state, call);
  assertWritable(current(state.store, call.bucket, call.key), call.key, call.headers);
  const stored = partsOf(state.store, upload.id);
  const parts = chooseParts(trees(document, "Part"), stored, upload);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const checksum = combine(parts, upload);
  verifyWhole(call, size, checksum);
  const chosen = new Set(parts.map((part) => part.body));
  const draft = {
    bucket: call.bucket,
    key: call.key,
    size,
    etag: `${md5OfMd5s(parts)}-${parts.length}`,
    headers: upload.headers,
    checksum,
    tags: upload.tags,
    parts: parts.map((part) => ({
      body: part.body,
      size: part.size,
      ...(part.checksum && { checksum: part.checksum }),
    })),
  };
  const { object, versioned } = writeObject(state, call, draft, {
    event: "ObjectCreated:CompleteMultipartUpload",
    alongside: () => removeUpload(state.store, upload.id),
  });
  state.bodies.discard(stored.map((part) => part.body).filter((body) => !chosen.has(body)));
  const { etag: _etag, ...headers } = writtenHeaders(object, versioned);
  sendXml(
    call,
    "CompleteMultipartUploadResult",
    {
      Location: `http://${call.request.headers.host ?? "localhost"}${call.rawPath}`,
      Bucket: call.bucket,
      Key: call.key,
      ETag: `"${object.etag}"`,
      ...(checksum && {
        [checksumElement(checksum.algorithm)]: checksum.value,
        ChecksumType: checksum.type,
      }),
    },
    { headers },
  );
}

function chooseParts(listed: XmlTree[], stored: UploadedPart[], upload: Upload): UploadedPart[] {
  if (listed.length === 0) throw malformedXml();
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  let previous = 0;
  const parts = listed.map((entry) => {
    const number = Number(textOf(entry, "PartNumber"));
    const etag = (textOf(entry, "ETag") ?? "").replaceAll('"', "");
    const part = byNumber.get(number);
    const claimed = upload.algorithm && textOf(entry, checksumElement(upload.algorithm));
    if (!part || part.etag !== etag || (claimed !== undefined && claimed !== part.checksum)) {
      throw invalidPart(number, etag, upload.id);
    }
    if (number <= previous) {
      throw new AwsError(
        "InvalidPartOrder",
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
        { members: { UploadId: upload.id } },
      );
    }
    previous = number;
    return part;
  });
  const small = parts.slice(0, -1).find((part) => part.size < MIN_PART_BYTES);
  if (!small) return parts;
  throw new AwsError(
    "EntityTooSmall",
    "Your proposed upload is smaller than the minimum allowed size",
    {
      members: {
        PartNumber: small.number,
        ProposedSize: small.size,
        MinSizeAllowed: MIN_PART_BYTES,
        ETag: small.etag,
      },
    },
  );
}

function invalidPart(number: number, etag: string, uploadId: string): AwsError {
  return new AwsError(
    "InvalidPart",
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { members: { PartNumber: number, ETag: etag, UploadId: uploadId } },
  );
}

function md5OfMd5s(parts: readonly UploadedPart[]): string {
  const hash = createHash("md5");
  for (const part of parts) hash.update(part.etag, "hex");
  return hash.digest("hex");
}

function combine(parts: readonly UploadedPart[], upload: Upload): Checksum | null {
  const { algorithm, checksumType: type } = upload;
  if (!algorithm) return null;
  const sums: Buffer[] = parts.map((part) => Buffer.from(part.checksum, "base64"));
  if (type === "COMPOSITE") {
    const value = checksumOf(algorithm, Buffer.concat(sums)).toString("base64");
    return { algorithm, type, value: `${value}-${parts.length}` };
  }
  if (!isCrc(algorithm)) throw new Error(`${algorithm} sums cannot be combined`);
  const whole = sums.reduce((sum, next, index) =>
    combineCrc(algorithm, sum, next, parts[index]?.size ?? 0),
  );
  return { algorithm, type, value: whole.toString("base64") };
}

function isCrc(algorithm: string): algorithm is CrcAlgorithm {
  return algorithm in CRC_POLYNOMIALS;
}

/** What the caller says of the whole object: its size and, if sent, its checksum. */
function verifyWhole(call: S3Call, size: number, checksum: Checksum | null): void {
  const expected = call.headers["x-amz-mp-object-size"];
  if (expected !== undefined && Number(expected) !== size) {
    throw new AwsError(
      "InvalidRequest",
      `The provided 'x-amz-mp-object-size' header value ${expected} does not match what was computed: ${size}`,
    );
  }
  const claimed = checksum && call.headers[checksumHeader(checksum.algorithm)];
  if (!claimed) return;
  const bare = (value: string) => value.replace(/-\d+$/, "");
  verifyChecksum(checksum.algorithm, bare(claimed), bare(checksum.value));
}
