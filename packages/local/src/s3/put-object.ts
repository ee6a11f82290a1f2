import { AwsError } from "../wire/aws-error";
import { getBucket } from "./buckets";
import { decodePercent, type S3Call } from "./call";
import type { Checksum, ChecksumAlgorithm } from "./checksum";
import { parseAlgorithm } from "./checksum";
import { assertReadable } from "./conditions";
import { storedHeaders, writtenHeaders } from "./object-headers";
import { assertMayWrite, writeObject } from "./object-writes";
import { digestPayload, openPayload, type PayloadFacts } from "./payload";
import { invalidArgument, sendEmpty, sendXml } from "./respond";
import type { S3State } from "./state";
import { parseTagHeader } from "./tags";
import { type ObjectVersion, requireVersion } from "./versions";

export async function putObject(state: S3State, call: S3Call): Promise<void> {
  assertMayWrite(state, call);
  const headers = storedHeaders(call.headers);
  const tags = parseTagHeader(call.headers["x-amz-tagging"]);
  const payload = openPayload(call);
  const { object, versioned } = await state.bodies.write(payload.content, (body) => {
    const facts = payload.facts();
    const draft = { bucket: call.bucket, key: call.key, headers, tags, ...content(facts, body) };
    return writeObject(state, call, draft, { event: "ObjectCreated:Put" });
  });
  sendEmpty(call, 200, { ...writtenHeaders(object, versioned), "x-amz-object-size": object.size });
}

/** The part of a draft that says what is in a body stored as one file. */
export function content({ size, md5, checksum }: PayloadFacts, body: string) {
  const stored: Checksum | null = checksum ? { ...checksum, type: "FULL_OBJECT" } : null;
  return { size, etag: md5, checksum: stored, parts: [{ body, size }] };
}

/** The most bytes one copy may have: 5 GiB. More goes by UploadPartCopy. */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

export async function copyObject(state: S3State, call: S3Call): Promise<void> {
  assertMayWrite(state, call);
  const source = readCopySource(state, call);
  const { headers } = call;
  if (source.size > MAX_COPY_BYTES) {
    throw new AwsError(
      "InvalidRequest",
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_COPY_BYTES}`,
    );
  }
  const replaceHeaders = directive(headers["x-amz-metadata-directive"]);
  const replaceTags = directive(headers["x-amz-tagging-directive"]);
  assertChangesSomething(call, source, replaceHeaders);
  const sent = storedHeaders(headers);
  const draft = {
    bucket: call.bucket,
    key: call.key,
    headers: replaceHeaders ? sent : copiedHeaders(source.headers, sent),
    tags: replaceTags ? parseTagHeader(headers["x-amz-tagging"]) : source.tags,
  };
  const payload = digestPayload({
    source: state.bodies.read(source.parts, 0, source.size - 1),
    algorithm: copyAlgorithm(call, source),
  });
  const { object, versioned } = await state.bodies.write(payload.content, (body) =>
    writeObject(
      state,
      call,
      { ...draft, ...content(payload.facts(), body) },
      { event: "ObjectCreated:Copy" },
    ),
  );
  const { checksum } = object;
  sendXml(
    call,
    "CopyObjectResult",
    {
      LastModified: new Date(object.modified).toISOString(),
      ETag: `"${object.etag}"`,
      ChecksumType: checksum?.type,
      ...(checksum && { [`Checksum${checksum.algorithm}`]: checksum.value }),
    },
    {
      headers: {
        ...writtenHeaders(object, versioned),
        "x-amz-copy-source-version-id": source.version === "null" ? undefined : source.version,
      },
    },
  );
}

function copyAlgorithm(call: S3Call, source: ObjectVersion): ChecksumAlgorithm | undefined {
  return parseAlgorithm(call.headers["x-amz-checksum-algorithm"]) ?? source.checksum?.algorithm;
}

function directive(value: string | undefined): boolean {
  if (value === undefined || value === "COPY") return false;
  if (value === "REPLACE") return true;
  throw invalidArgument("Unknown directive.", "x-amz-metadata-directive", value);
}

/** Storage class, encryption and redirect are the copy's own; the rest comes along. */
function copiedHeaders(source: Readonly<Record<string, string>>, sent: Record<string, string>) {
  const own = /^x-amz-(storage-class|server-side-encryption.*|website-redirect-location)$/;
  const pick = (headers: Readonly<Record<string, string>>, wanted: boolean) =>
    Object.entries(headers).filter(([name]) => own.test(name) === wanted);
  return Object.fromEntries([...pick(source, false), ...pick(sent, true)]);
}

function assertChangesSomething(call: S3Call, source: ObjectVersion, replaced: boolean): void {
  const changes = ["x-amz-storage-class", "x-amz-server-side-encryption"];
  const same = source.bucket === call.bucket && source.key === call.key && source.latest;
  if (!same || replaced || changes.some((name) => call.headers[name] !== undefined)) return;
  throw new AwsError(
    "InvalidRequest",
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

/** The version that `x-amz-copy-source` names, if `x-amz-copy-source-if-*` allow it to be read. */
export function readCopySource(state: S3State, call: S3Call): ObjectVersion {
  const header = call.headers["x-amz-copy-source"] ?? "";
  const [path = "", versionId] = header.split("?versionId=");
  const decoded = decodePercent(path).replace(/^\//, "");
  const slash = decoded.indexOf("/");
  if (slash < 1 || slash === decoded.length - 1) {
    throw invalidArgument(
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      "x-amz-copy-source",
      header,
    );
  }
  const bucket = decoded.slice(0, slash);
  getBucket(state, bucket);
  const source = requireVersion(state.store, bucket, decoded.slice(slash + 1), versionId);
  assertReadable(source, call.headers, true);
  return source;
}
