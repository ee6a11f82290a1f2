import { transact } from "../wire/store";
import { getBucket } from "./buckets";
import type { S3Call } from "./call";
import { assertWritable } from "./conditions";
import { announce, type ObjectEvent } from "./notifications";
import type { S3State } from "./state";
import {
  assertVersionId,
  byVersion,
  current,
  deleteVersion,
  insertVersion,
  newest,
  newVersionId,
  type ObjectDraft,
  type ObjectVersion,
} from "./versions";

export interface Written {
  readonly object: ObjectVersion;
  /** Whether the bucket has or had versioning, so that version IDs are shown. */
  readonly versioned: boolean;
}

interface WriteOptions {
  readonly event: ObjectEvent;
  /** Whether `If-Match` and `If-None-Match` of the call are about the object written. */
  readonly conditional?: boolean;
  /** More changes of the same transaction. */
  readonly alongside?: () => void;
}

/** Makes a draft whose files are in place the newest version of its key, in one transaction. */
export function writeObject(
  state: S3State,
  call: S3Call,
  draft: ObjectDraft,
  { event, conditional = true, alongside }: WriteOptions,
): Written {
  const { store } = state;
  const { written, replaced } = transact(store, () => {
    const { versioning } = getBucket(state, draft.bucket);
    if (conditional) {
      assertWritable(current(store, draft.bucket, draft.key), draft.key, call.headers);
    }
    const version = versioning === "Enabled" ? newVersionId() : "null";
    const replaced = version === "null" ? dropNull(state, draft.bucket, draft.key) : [];
    const object = insertVersion(store, draft, { version, marker: false });
    alongside?.();
    announce(state, call, event, object);
    return { written: { object, versioned: versioning !== "" }, replaced };
  });
  state.events.wake();
  state.bodies.discard(replaced);
  return written;
}

/** Fails early, before a body is read, what would fail at its end. */
export function assertMayWrite(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  assertWritable(current(state.store, call.bucket, call.key), call.key, call.headers);
}

export interface Deleted {
  /** The version deleted or the delete marker made; undefined when the bucket has no versions. */
  readonly versionId: string | undefined;
  readonly marker: boolean;
}

/**
 * Deletes as S3 does: with a version ID that version, in a versioned bucket by a delete marker, else
 * for good. Deleting what does not exist succeeds.
 */
export function deleteObjectVersion(
  state: S3State,
  call: S3Call,
  target: {
    readonly key: string;
    readonly versionId?: string | undefined;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Deleted {
  const { store } = state;
  const { bucket } = call;
  const { key, versionId, headers = {} } = target;
  const { deleted, dropped } = transact(store, () => {
    const { versioning } = getBucket(state, bucket);
    if (headers["if-match"] !== undefined) {
      assertWritable(current(store, bucket, key), key, { "if-match": headers["if-match"] });
    }
    if (versionId !== undefined) return deleteOne(state, call, key, versionId);
    if (versioning === "") return deleteForGood(state, call, key);
    const version = versioning === "Enabled" ? newVersionId() : "null";
    const dropped = version === "null" ? dropNull(state, bucket, key) : [];
    const empty = { size: 0, etag: "", headers: {}, checksum: null, tags: [], parts: [] };
    const marker = insertVersion(store, { bucket, key, ...empty }, { version, marker: true });
    announce(state, call, "ObjectRemoved:DeleteMarkerCreated", marker);
    return { deleted: { versionId: version, marker: true }, dropped };
  });
  state.events.wake();
  state.bodies.discard(dropped);
  return deleted;
}

interface Deletion {
  readonly deleted: Deleted;
  readonly dropped: readonly string[];
}

function deleteOne(state: S3State, call: S3Call, key: string, versionId: string): Deletion {
  assertVersionId(versionId);
  const version = byVersion(state.store, call.bucket, key, versionId);
  if (!version) return { deleted: { versionId, marker: false }, dropped: [] };
  deleteVersion(state.store, version);
  announce(state, call, "ObjectRemoved:Delete", version);
  return { deleted: { versionId, marker: version.marker }, dropped: bodiesOf(version) };
}

function deleteForGood(state: S3State, call: S3Call, key: string): Deletion {
  const version = newest(state.store, call.bucket, key);
  const deleted = { versionId: undefined, marker: false };
  if (!version) return { deleted, dropped: [] };
  deleteVersion(state.store, version);
  announce(state, call, "ObjectRemoved:Delete", version);
  return { deleted, dropped: bodiesOf(version) };
}

/** What is written without versioning replaces the version `null`. Returns its files. */
function dropNull(state: S3State, bucket: string, key: string): readonly string[] {
  const version = byVersion(state.store, bucket, key, "null");
  if (!version) return [];
  deleteVersion(state.store, version);
  return bodiesOf(version);
}

const bodiesOf = ({ parts }: ObjectVersion) => parts.map((part) => part.body);
