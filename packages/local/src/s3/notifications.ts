import { randomUUID } from "node:crypto";
import type { Envelope } from "../eventbridge/envelope";
import { ACCOUNT, REGION } from "../wire/arn";
import { type Store, transact } from "../wire/store";
import { readConfig, storeConfig } from "./bucket-configs";
import { getBucket, OWNER } from "./buckets";
import type { S3Call } from "./call";
import {
  completeNotifications,
  type NotificationTarget,
  notificationTargets,
  sendsToEventBridge,
  wants,
} from "./notification-config";
import { readXml } from "./payload";
import { sendEmpty } from "./respond";
import { encodeStrict } from "./signature";
import type { S3State } from "./state";
import type { ObjectVersion } from "./versions";

export type ObjectEvent =
  | `ObjectCreated:${"Put" | "Post" | "Copy" | "CompleteMultipartUpload"}`
  | `ObjectRemoved:${"Delete" | "DeleteMarkerCreated"}`
  | `ObjectTagging:${"Put" | "Delete"}`;

/** Puts the deliveries of an event into the outbox. Must run in the transaction of the change. */
export function announce(
  state: S3State,
  call: S3Call,
  name: ObjectEvent,
  object: Pick<ObjectVersion, "bucket" | "key" | "size" | "etag" | "version" | "seq">,
): void {
  const document = readConfig(state.store, object.bucket, "notification");
  if (!document) return;
  const versioned = getBucket(state, object.bucket).versioning !== "";
  const seq = name.startsWith("ObjectCreated") ? object.seq : nextSeq(state.store);
  const event = { name, object: { ...object, seq }, versioned, call };
  for (const target of notificationTargets(document)) {
    if (!wants(target, name, object.key)) continue;
    const { to, arn } = target;
    state.events.add({ to, arn, message: { Records: [recordOf(event, target)] } });
  }
  if (sendsToEventBridge(document)) {
    state.events.add({ to: "eventbridge", event: busEventOf(event) });
  }
}

/** Only a write makes a row, so whatever else happens to an object takes the next number by itself. */
function nextSeq(store: Store): number {
  const row = store
    .prepare("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 's3_versions' RETURNING seq")
    .get();
  return Number(row?.seq ?? 0);
}

interface Happened {
  readonly name: ObjectEvent;
  readonly object: Pick<ObjectVersion, "bucket" | "key" | "size" | "etag" | "version" | "seq">;
  readonly versioned: boolean;
  readonly call: S3Call;
}

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function recordOf({ name, object, versioned, call }: Happened, target: NotificationTarget) {
  const removed = name.startsWith("ObjectRemoved");
  return {
    eventVersion: name.startsWith("ObjectTagging") ? "2.3" : "2.1",
    eventSource: "aws:s3",
    awsRegion: REGION,
    eventTime: new Date().toISOString(),
    eventName: name,
    userIdentity: { principalId: ACCOUNT },
    requestParameters: { sourceIPAddress: addressOf(call) },
    responseElements: { "x-amz-request-id": call.id, "x-amz-id-2": call.id },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: target.id,
      bucket: {
        name: object.bucket,
        ownerIdentity: { principalId: OWNER.ID },
        arn: `arn:aws:s3:::${object.bucket}`,
      },
      object: {
        key: encodeKey(object.key),
        ...(!removed && { size: object.size, eTag: object.etag }),
        ...(versioned && { versionId: object.version }),
        sequencer: sequencerOf(object),
      },
    },
  };
}

/** A key in a notification: percent-encoded with `+` for a space, and its slashes as they are. */
export function encodeKey(key: string): string {
  return encodeStrict(key).replaceAll("%2F", "/").replaceAll("%20", "+");
}

const DETAIL_TYPES = {
  ObjectCreated: "Object Created",
  ObjectRemoved: "Object Deleted",
  "ObjectTagging:Put": "Object Tags Added",
  "ObjectTagging:Delete": "Object Tags Deleted",
} as const;

const REASONS: Readonly<Record<ObjectEvent, string | undefined>> = {
  "ObjectCreated:Put": "PutObject",
  "ObjectCreated:Post": "POST Object",
  "ObjectCreated:Copy": "CopyObject",
  "ObjectCreated:CompleteMultipartUpload": "CompleteMultipartUpload",
  "ObjectRemoved:Delete": "DeleteObject",
  "ObjectRemoved:DeleteMarkerCreated": "DeleteObject",
  "ObjectTagging:Put": undefined,
  "ObjectTagging:Delete": undefined,
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
function busEventOf({ name, object, versioned, call }: Happened): Envelope {
  const [kind = ""] = name.split(":");
  const detailType = Object.entries(DETAIL_TYPES).find(([key]) => key === name || key === kind);
  const created = name.startsWith("ObjectCreated");
  const removed = name.startsWith("ObjectRemoved");
  const deletion = name.endsWith("DeleteMarkerCreated")
    ? "Delete Marker Created"
    : "Permanently Deleted";
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": detailType?.[1] ?? "",
    source: "aws.s3",
    account: ACCOUNT,
    time: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    region: REGION,
    resources: [`arn:aws:s3:::${object.bucket}`],
    detail: {
      version: "0",
      bucket: { name: object.bucket },
      object: {
        key: object.key,
        ...(created && { size: object.size }),
        ...(!removed && { etag: object.etag }),
        ...(versioned && { "version-id": object.version }),
        ...(!name.startsWith("ObjectTagging") && { sequencer: sequencerOf(object) }),
      },
      "request-id": call.id,
      requester: ACCOUNT,
      "source-ip-address": addressOf(call),
      ...(REASONS[name] && { reason: REASONS[name] }),
      ...(removed && { "deletion-type": deletion }),
    },
  };
}

const sequencerOf = ({ seq }: Pick<ObjectVersion, "seq">) =>
  seq.toString(16).toUpperCase().padStart(18, "0");

const addressOf = ({ request }: S3Call) => request.socket.remoteAddress ?? "127.0.0.1";

/** Stores the configuration; each queue and topic gets a test event, as AWS sends one. */
export async function putBucketNotification(state: S3State, call: S3Call): Promise<void> {
  const document = completeNotifications(await readXml(call, "NotificationConfiguration"));
  const skip = call.headers["x-amz-skip-destination-validation"] === "true";
  transact(state.store, () => {
    getBucket(state, call.bucket);
    storeConfig(state, call.bucket, "notification", JSON.stringify(document));
    for (const { to, arn } of notificationTargets(document)) {
      if (!skip && to !== "function") state.events.add({ to, arn, message: testEvent(call) });
    }
  });
  state.events.wake();
  sendEmpty(call);
}

function testEvent(call: S3Call) {
  return {
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date().toISOString(),
    Bucket: call.bucket,
    RequestId: call.id,
    HostId: call.id,
  };
}
