import { pipeline } from "node:stream/promises";
import { AwsError } from "../wire/aws-error";
import { getBucket } from "./buckets";
import type { S3Call } from "./call";
import { assertReadable } from "./conditions";
import { checksumHeaders, objectHeaders } from "./object-headers";
import { type ByteRange, parseRange } from "./range";
import { invalidArgument, present, type ResponseHeaders, sendXml } from "./respond";
import type { S3State } from "./state";
import { type ObjectVersion, requireVersion } from "./versions";

const OVERRIDES = [
  "content-type",
  "content-language",
  "expires",
  "cache-control",
  "content-disposition",
  "content-encoding",
];

/** Answers GET and HEAD, which differ in the body only. */
export async function getObject(state: S3State, call: S3Call): Promise<void> {
  const versioned = getBucket(state, call.bucket).versioning !== "";
  const versionId = call.query.get("versionId");
  const object = requireVersion(state.store, call.bucket, call.key, versionId);
  assertReadable(object, call.headers);
  const { range, headers } = chooseBytes(call, object);
  const { start, end } = range ?? { start: 0, end: object.size - 1 };
  const withChecksum = !range && call.headers["x-amz-checksum-mode"]?.toUpperCase() === "ENABLED";
  const { response } = call;
  const stream = call.method === "HEAD" ? undefined : state.bodies.read(object.parts, start, end);
  response.writeHead(range ? 206 : 200, {
    ...present({
      ...objectHeaders(object, versioned),
      ...(withChecksum && checksumHeaders(object)),
      ...headers,
      ...overrides(call),
    }),
    "content-length": end - start + 1,
  });
  if (stream) await pipeline(stream, response);
  else response.end();
}

/** The bytes asked for by `Range` or by `partNumber`. */
function chooseBytes(
  call: S3Call,
  object: ObjectVersion,
): { range?: ByteRange; headers: ResponseHeaders } {
  const partNumber = call.query.get("partNumber");
  if (partNumber === undefined) {
    const range = parseRange(call.headers.range, object.size);
    return range ? { range, headers: contentRange(range, object.size) } : { headers: {} };
  }
  if (call.headers.range !== undefined) {
    throw new AwsError(
      "InvalidRequest",
      "Cannot specify both Range header and partNumber query parameter",
    );
  }
  const number = Number(partNumber);
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw invalidArgument("Part number must be an integer between 1 and 10000", "partNumber");
  }
  const part = object.parts[number - 1];
  if (!part) {
    throw new AwsError("InvalidPartNumber", "The requested partnumber is not satisfiable", {
      status: 416,
      members: { PartNumberRequested: number, ActualPartCount: object.parts.length },
    });
  }
  const multipart = object.etag.includes("-");
  const start = object.parts.slice(0, number - 1).reduce((sum, { size }) => sum + size, 0);
  const range = { start, end: start + part.size - 1 };
  if (part.size === 0) return { headers: {} };
  return {
    range,
    headers: {
      ...contentRange(range, object.size),
      "x-amz-mp-parts-count": multipart ? object.parts.length : undefined,
    },
  };
}

function contentRange({ start, end }: ByteRange, size: number): ResponseHeaders {
  return { "content-range": `bytes ${start}-${end}/${size}` };
}

/** `response-content-disposition` and the like: what a signed URL says the answer's headers are. */
function overrides(call: S3Call): ResponseHeaders {
  const asked = OVERRIDES.flatMap((name) => {
    const value = call.query.get(`response-${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  if (asked.length > 0 && call.anonymous) {
    throw new AwsError(
      "InvalidRequest",
      "Request specific response headers cannot be used for anonymous GET requests.",
    );
  }
  return Object.fromEntries(asked);
}

export function getObjectAttributes(state: S3State, call: S3Call): void {
  const versioned = getBucket(state, call.bucket).versioning !== "";
  const versionId = call.query.get("versionId");
  const object = requireVersion(state.store, call.bucket, call.key, versionId);
  const wanted = (call.headers["x-amz-object-attributes"] ?? "").split(/,\s*/);
  const { checksum } = object;
  const multipart = object.etag.includes("-");
  sendXml(
    call,
    "GetObjectAttributesResponse",
    {
      ETag: wanted.includes("ETag") ? object.etag : undefined,
      Checksum:
        wanted.includes("Checksum") && checksum
          ? { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type }
          : undefined,
      ObjectParts:
        wanted.includes("ObjectParts") && multipart
          ? { PartsCount: object.parts.length }
          : undefined,
      StorageClass: wanted.includes("StorageClass")
        ? (object.headers["x-amz-storage-class"] ?? "STANDARD")
        : undefined,
      ObjectSize: wanted.includes("ObjectSize") ? object.size : undefined,
    },
    {
      headers: {
        "last-modified": new Date(object.modified).toUTCString(),
        "x-amz-version-id": versioned ? object.version : undefined,
      },
    },
  );
}
