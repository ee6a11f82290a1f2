import { AwsError } from "../wire/aws-error";
import type { Store } from "../wire/store";
import { transact } from "../wire/store";
import { getBucket } from "./buckets";
import type { S3Call } from "./call";
import { assertCorsRules } from "./cors";
import { readXml } from "./payload";
import { sendEmpty, sendXml } from "./respond";
import type { S3State } from "./state";
import { parseTagSet, tagSetXml } from "./tags";
import { malformedXml, textOf, type XmlTree } from "./xml";

/** One kind of bucket configuration: a document that is put, read back and deleted. */
interface ConfigKind {
  readonly root: string;
  /** Error code and message of a read when there is none. */
  readonly missing?: readonly [code: string, message: string];
  /** What is read when there is none, instead of an error. */
  readonly fallback?: XmlTree;
  /** Refuses or completes a document. */
  readonly accept?: (document: XmlTree) => XmlTree;
}

const DEFAULT_ENCRYPTION = {
  Rule: {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" },
    BucketKeyEnabled: "false",
  },
};

/** By the name of the query parameter. Lifecycle, encryption and website are kept, not acted upon. */
const KINDS: Readonly<Record<string, ConfigKind>> = {
  cors: {
    root: "CORSConfiguration",
    missing: ["NoSuchCORSConfiguration", "The CORS configuration does not exist"],
    accept: assertCorsRules,
  },
  notification: { root: "NotificationConfiguration", fallback: {} },
  lifecycle: {
    root: "LifecycleConfiguration",
    missing: ["NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"],
  },
  encryption: { root: "ServerSideEncryptionConfiguration", fallback: DEFAULT_ENCRYPTION },
  publicAccessBlock: {
    root: "PublicAccessBlockConfiguration",
    missing: [
      "NoSuchPublicAccessBlockConfiguration",
      "The public access block configuration was not found",
    ],
  },
  ownershipControls: {
    root: "OwnershipControls",
    fallback: { Rule: { ObjectOwnership: "BucketOwnerEnforced" } },
  },
  tagging: {
    root: "Tagging",
    missing: ["NoSuchTagSet", "The TagSet does not exist"],
    accept: (document) => tagSetXml(parseTagSet(document, 50)),
  },
  website: {
    root: "WebsiteConfiguration",
    missing: [
      "NoSuchWebsiteConfiguration",
      "The specified bucket does not have a website configuration",
    ],
  },
  logging: { root: "BucketLoggingStatus", fallback: {} },
  accelerate: { root: "AccelerateConfiguration", fallback: {} },
  requestPayment: { root: "RequestPaymentConfiguration", fallback: { Payer: "BucketOwner" } },
};

export function configKind(call: Pick<S3Call, "query">): string | undefined {
  return Object.keys(KINDS).find((kind) => call.query.has(kind));
}

/** The stored configuration, if there is one. */
export function readConfig(store: Store, bucket: string, kind: string): XmlTree | undefined {
  const document = storedConfig(store, bucket, kind);
  return document === undefined ? undefined : JSON.parse(document);
}

export function storedConfig(store: Store, bucket: string, kind: string): string | undefined {
  const row = store
    .prepare("SELECT document FROM s3_configs WHERE bucket = ? AND kind = ?")
    .get(bucket, kind);
  return row && String(row.document);
}

export function storeConfig(state: S3State, bucket: string, kind: string, document: string): void {
  state.store
    .prepare("INSERT OR REPLACE INTO s3_configs (bucket, kind, document) VALUES (?, ?, ?)")
    .run(bucket, kind, document);
}

export function deleteConfig(state: S3State, bucket: string, kind: string): void {
  state.store.prepare("DELETE FROM s3_configs WHERE bucket = ? AND kind = ?").run(bucket, kind);
}

export function getBucketConfig(state: S3State, call: S3Call): void {
  const [name, kind] = kindOf(call);
  getBucket(state, call.bucket);
  const document = readConfig(state.store, call.bucket, name) ?? kind.fallback;
  if (!document) {
    const [code, message] = kind.missing ?? ["NoSuchConfiguration", "There is none"];
    throw new AwsError(code, message, { status: 404, members: { BucketName: call.bucket } });
  }
  sendXml(call, kind.root, document);
}

export async function putBucketConfig(state: S3State, call: S3Call): Promise<void> {
  const [name, kind] = kindOf(call);
  const received = await readXml(call, kind.root);
  const document = kind.accept?.(received) ?? received;
  transact(state.store, () => {
    getBucket(state, call.bucket);
    storeConfig(state, call.bucket, name, JSON.stringify(document));
  });
  sendEmpty(call);
}

export function deleteBucketConfig(state: S3State, call: S3Call): void {
  const [name] = kindOf(call);
  getBucket(state, call.bucket);
  deleteConfig(state, call.bucket, name);
  sendEmpty(call, 204);
}

function kindOf(call: S3Call): [string, ConfigKind] {
  const name = configKind(call);
  const kind = name === undefined ? undefined : KINDS[name];
  if (name === undefined || !kind) throw new Error("routed to no bucket configuration");
  return [name, kind];
}

export function getBucketVersioning(state: S3State, call: S3Call): void {
  const { versioning } = getBucket(state, call.bucket);
  sendXml(call, "VersioningConfiguration", { Status: versioning || undefined });
}

export async function putBucketVersioning(state: S3State, call: S3Call): Promise<void> {
  const status = textOf(await readXml(call, "VersioningConfiguration"), "Status");
  if (status !== "Enabled" && status !== "Suspended") throw malformedXml();
  getBucket(state, call.bucket);
  state.store
    .prepare("UPDATE s3_buckets SET versioning = ? WHERE name = ?")
    .run(status, call.bucket);
  sendEmpty(call);
}
