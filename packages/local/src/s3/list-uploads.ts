import { getBucket, OWNER } from "./buckets";
import type { S3Call } from "./call";
import { checksumElement } from "./checksum";
import {
  afterKey,
  afterPrefix,
  commonPrefix,
  type ListingSource,
  laterOf,
  listingParameters,
  listPage,
  MAX_PAGE,
} from "./listing";
import { uploadOf } from "./multipart-upload";
import { invalidArgument, sendXml } from "./respond";
import type { S3State } from "./state";
import { partsOf, type Upload, uploadsOf } from "./uploads";

export function listParts(state: S3State, call: S3Call): void {
  const upload = uploadOf(state, call);
  const limit = count(call, "max-parts", MAX_PAGE);
  const after = count(call, "part-number-marker", 0);
  const parts = partsOf(state.store, upload.id, after, limit + 1);
  const page = parts.slice(0, limit);
  const truncated = parts.length > limit;
  const { algorithm } = upload;
  sendXml(call, "ListPartsResult", {
    Bucket: call.bucket,
    Key: call.key,
    UploadId: upload.id,
    PartNumberMarker: after,
    NextPartNumberMarker: truncated ? page.at(-1)?.number : undefined,
    MaxParts: limit,
    IsTruncated: truncated,
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.modified).toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.size,
      ...(algorithm && { [checksumElement(algorithm)]: part.checksum }),
    })),
    Initiator: OWNER,
    Owner: OWNER,
    StorageClass: upload.headers["x-amz-storage-class"] ?? "STANDARD",
    ChecksumAlgorithm: algorithm,
    ChecksumType: algorithm && upload.checksumType,
  });
}

export function listMultipartUploads(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  const parameters = listingParameters(call, "max-uploads");
  const { prefix, delimiter, limit, encodingType, encode } = parameters;
  const source = uploadsOf(state.store, call.bucket);
  const first = firstUpload(call, source, parameters);
  const { rows, prefixes, rest, last } = listPage(source, { prefix, delimiter, limit, first });
  const nextKey = typeof last === "object" ? last.key : last;
  sendXml(call, "ListMultipartUploadsResult", {
    Bucket: call.bucket,
    KeyMarker: encode(call.query.get("key-marker") ?? ""),
    UploadIdMarker: call.query.get("upload-id-marker") ?? "",
    NextKeyMarker: rest && nextKey !== undefined ? encode(nextKey) : undefined,
    NextUploadIdMarker: rest && typeof last === "object" ? last.id : undefined,
    Delimiter: delimiter ? encode(delimiter) : undefined,
    Prefix: encode(prefix),
    MaxUploads: limit,
    EncodingType: encodingType,
    IsTruncated: rest !== undefined,
    Upload: rows.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.id,
      Initiator: OWNER,
      Owner: OWNER,
      StorageClass: upload.headers["x-amz-storage-class"] ?? "STANDARD",
      Initiated: new Date(upload.started).toISOString(),
      ChecksumAlgorithm: upload.algorithm,
      ChecksumType: upload.algorithm && upload.checksumType,
    })),
    CommonPrefixes: prefixes.map((each) => ({ Prefix: encode(each) })),
  });
}

/** After the marked upload; after all uploads of the key when no upload is marked. */
function firstUpload(
  call: S3Call,
  source: ListingSource<Upload>,
  { prefix, delimiter }: { prefix: string; delimiter: string },
): Upload | undefined {
  const keyMarker = call.query.get("key-marker") ?? "";
  const idMarker = call.query.get("upload-id-marker") ?? "";
  const start = Buffer.from(prefix);
  if (keyMarker === "") return source.from(start);
  if (idMarker !== "") {
    let row = source.from(Buffer.from(keyMarker));
    for (; row?.key === keyMarker; row = source.next(row)) {
      if (row.id === idMarker) return source.next(row);
    }
  }
  const isPrefix = commonPrefix(keyMarker, prefix, delimiter) === keyMarker;
  return source.from(laterOf(isPrefix ? afterPrefix(keyMarker) : afterKey(keyMarker), start));
}

function count(call: S3Call, name: string, usual: number): number {
  const value = Number(call.query.get(name) || usual);
  if (Number.isInteger(value) && value >= 0) return Math.min(value, usual === 0 ? 10_000 : usual);
  throw invalidArgument(`Provided ${name} not an integer or within integer range`, name);
}
