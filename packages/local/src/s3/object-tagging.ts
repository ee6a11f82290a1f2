import { transact } from "../wire/store";
import { getBucket } from "./buckets";
import type { S3Call } from "./call";
import { announce } from "./notifications";
import { readXml } from "./payload";
import { sendEmpty, sendXml } from "./respond";
import type { S3State } from "./state";
import { parseTagSet, type Tag, tagSetXml } from "./tags";
import { type ObjectVersion, requireVersion } from "./versions";

export function getObjectTagging(state: S3State, call: S3Call): void {
  const object = tagged(state, call);
  sendXml(call, "Tagging", tagSetXml(object.tags), { headers: versionHeader(state, object) });
}

/** Replaces the tags of a version. Body, date and ETag stay as they are. */
export async function putObjectTagging(state: S3State, call: S3Call): Promise<void> {
  const tags = parseTagSet(await readXml(call, "Tagging"));
  const object = retag(state, call, tags, "ObjectTagging:Put");
  sendEmpty(call, 200, versionHeader(state, object));
}

export function deleteObjectTagging(state: S3State, call: S3Call): void {
  const object = retag(state, call, [], "ObjectTagging:Delete");
  sendEmpty(call, 204, versionHeader(state, object));
}

function retag(
  state: S3State,
  call: S3Call,
  tags: readonly Tag[],
  event: "ObjectTagging:Put" | "ObjectTagging:Delete",
): ObjectVersion {
  const object = transact(state.store, () => {
    const version = tagged(state, call);
    state.store
      .prepare("UPDATE s3_versions SET tags = ? WHERE seq = ?")
      .run(JSON.stringify(tags), version.seq);
    announce(state, call, event, version);
    return version;
  });
  state.events.wake();
  return object;
}

function tagged(state: S3State, call: S3Call): ObjectVersion {
  getBucket(state, call.bucket);
  return requireVersion(state.store, call.bucket, call.key, call.query.get("versionId"));
}

function versionHeader(state: S3State, { bucket, version }: ObjectVersion) {
  const { versioning } = getBucket(state, bucket);
  return { "x-amz-version-id": versioning === "" ? undefined : version };
}
