import { AwsError } from "../wire/aws-error";
import { checksumHeader } from "./checksum";
import type { ResponseHeaders } from "./respond";
import type { ObjectVersion } from "./versions";

type Headers = Readonly<Record<string, string>>;

const STORED =
  /^(content-type|cache-control|content-disposition|content-language|expires|x-amz-meta-.+|x-amz-website-redirect-location|x-amz-storage-class|x-amz-server-side-encryption(-aws-kms-key-id|-bucket-key-enabled|-context)?)$/;
const STORAGE_CLASSES =
  /^(STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|GLACIER|DEEP_ARCHIVE|GLACIER_IR)$/;
const MAX_METADATA_BYTES = 2048;

/** The headers of an upload that are kept with the object. Throws `MetadataTooLarge`. */
export function storedHeaders(headers: Headers): Record<string, string> {
  assertNoAcl(headers);
  if (Object.keys(headers).some((name) => name.startsWith("x-amz-server-side-encryption-cust"))) {
    throw new AwsError("NotImplemented", "Keys provided by the customer are not emulated.", {
      status: 501,
    });
  }
  const stored = Object.fromEntries(Object.entries(headers).filter(([name]) => STORED.test(name)));
  const encoding = (headers["content-encoding"] ?? "")
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding !== "" && coding !== "aws-chunked");
  if (encoding.length > 0) stored["content-encoding"] = encoding.join(",");
  stored["content-type"] ||= "binary/octet-stream";
  stored["x-amz-server-side-encryption"] ??= "AES256";
  const storageClass = stored["x-amz-storage-class"];
  if (storageClass && !STORAGE_CLASSES.test(storageClass)) {
    throw new AwsError("InvalidStorageClass", "The storage class you specified is not valid");
  }
  const metadata = Object.entries(stored).filter(([name]) => name.startsWith("x-amz-meta-"));
  const size = metadata.reduce(
    (sum, [name, value]) => sum + name.length - "x-amz-meta-".length + Buffer.byteLength(value),
    0,
  );
  if (size <= MAX_METADATA_BYTES) return stored;
  throw new AwsError(
    "MetadataTooLarge",
    "Your metadata headers exceed the maximum allowed metadata size",
    { members: { Size: size, MaxSizeAllowed: MAX_METADATA_BYTES } },
  );
}

/** ACLs are disabled, as for every new bucket since April 2023; only those that change nothing pass. */
export function assertNoAcl(headers: Headers): void {
  const acl = headers["x-amz-acl"] ?? "private";
  const granted = Object.keys(headers).some((name) => name.startsWith("x-amz-grant-"));
  if (!granted && (acl === "private" || acl === "bucket-owner-full-control")) return;
  throw new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs");
}

/** The headers of an object in the answer to GET and HEAD. */
export function objectHeaders(object: ObjectVersion, versioned: boolean): ResponseHeaders {
  const { "x-amz-storage-class": storageClass, ...headers } = object.headers;
  return {
    ...headers,
    ...(storageClass && storageClass !== "STANDARD" && { "x-amz-storage-class": storageClass }),
    etag: `"${object.etag}"`,
    "last-modified": new Date(object.modified).toUTCString(),
    "accept-ranges": "bytes",
    "x-amz-version-id": versioned ? object.version : undefined,
    "x-amz-tagging-count": object.tags.length || undefined,
    "x-amz-mp-parts-count": undefined,
  };
}

/** The headers in the answer to a write. */
export function writtenHeaders(object: ObjectVersion, versioned: boolean): ResponseHeaders {
  return {
    etag: `"${object.etag}"`,
    "x-amz-version-id": versioned ? object.version : undefined,
    "x-amz-server-side-encryption": object.headers["x-amz-server-side-encryption"],
    ...checksumHeaders(object),
  };
}

export function checksumHeaders({ checksum }: ObjectVersion): ResponseHeaders {
  if (!checksum) return {};
  return {
    [checksumHeader(checksum.algorithm)]: checksum.value,
    "x-amz-checksum-type": checksum.type,
  };
}
