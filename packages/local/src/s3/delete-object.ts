import { AwsError } from "../wire/aws-error";
import { asAwsError } from "../wire/json-protocol";
import { getBucket } from "./buckets";
import type { S3Call } from "./call";
import { deleteObjectVersion } from "./object-writes";
import { readXml } from "./payload";
import { sendEmpty, sendXml } from "./respond";
import type { S3State } from "./state";
import { malformedXml, textOf, trees, type XmlTree } from "./xml";

export function deleteObject(state: S3State, call: S3Call): void {
  const versionId = call.query.get("versionId");
  const { key, headers } = call;
  const deleted = deleteObjectVersion(state, call, { key, versionId, headers });
  sendEmpty(call, 204, {
    "x-amz-version-id": deleted.versionId,
    "x-amz-delete-marker": deleted.marker ? "true" : undefined,
  });
}

const MAX_KEYS = 1000;

/** Deletes up to 1000 keys; each succeeds or fails by itself. */
export async function deleteObjects(state: S3State, call: S3Call): Promise<void> {
  const document = await readXml(call, "Delete");
  const objects = trees(document, "Object");
  if (objects.length === 0 || objects.length > MAX_KEYS) throw malformedXml();
  getBucket(state, call.bucket);
  const quiet = textOf(document, "Quiet") === "true";
  const results = objects.map((object) => deleteListed(state, call, object));
  sendXml(call, "DeleteResult", {
    Deleted: quiet ? undefined : results.flatMap(({ deleted }) => deleted ?? []),
    Error: results.flatMap(({ error }) => error ?? []),
  });
}

function deleteListed(
  state: S3State,
  call: S3Call,
  object: XmlTree,
): { deleted?: XmlTree; error?: XmlTree } {
  const Key = textOf(object, "Key") ?? "";
  const VersionId = textOf(object, "VersionId");
  const etag = textOf(object, "ETag");
  try {
    if (Key === "") throw new AwsError("UserKeyMustBeSpecified", "The key must be specified.");
    const headers = etag === undefined ? {} : { "if-match": etag };
    const target = { key: Key, versionId: VersionId, headers };
    const { versionId, marker } = deleteObjectVersion(state, call, target);
    if (!marker) return { deleted: { Key, VersionId } };
    return {
      deleted: { Key, VersionId, DeleteMarker: "true", DeleteMarkerVersionId: versionId },
    };
  } catch (error) {
    const { code, message } = asAwsError(error, "s3");
    return { error: { Key, VersionId, Code: code, Message: message } };
  }
}
