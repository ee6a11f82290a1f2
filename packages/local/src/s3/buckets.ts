import { ACCOUNT, REGION } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import { transact } from "../wire/store";
import type { S3Call } from "./call";
import { readXml } from "./payload";
import { invalidArgument, sendEmpty, sendXml } from "./respond";
import type { S3State } from "./state";
import { textOf, writeXml, type XmlTree } from "./xml";

export interface Bucket {
  readonly name: string;
  readonly created: number;
  readonly region: string;
  /** Empty until versioning is enabled for the first time. */
  readonly versioning: "" | "Enabled" | "Suspended";
}

export const OWNER = { ID: ACCOUNT.padStart(64, "0"), DisplayName: "laptop" } as const;

/** Throws `NoSuchBucket`. */
export function getBucket({ store }: Pick<S3State, "store">, name: string): Bucket {
  const row = store.prepare("SELECT * FROM s3_buckets WHERE name = ?").get(name);
  if (row) return toBucket(row);
  throw new AwsError("NoSuchBucket", "The specified bucket does not exist", {
    status: 404,
    members: { BucketName: name },
  });
}

function toBucket(row: Record<string, unknown>): Bucket {
  const { versioning } = row;
  return {
    name: String(row.name),
    created: Number(row.created),
    region: String(row.region),
    versioning: versioning === "Enabled" || versioning === "Suspended" ? versioning : "",
  };
}

export function listBuckets(state: S3State, call: S3Call): void {
  const prefix = call.query.get("prefix") ?? "";
  const after = call.query.get("continuation-token") ?? "";
  const limit = Number(call.query.get("max-buckets") ?? 10_000);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
    throw invalidArgument("Argument max-buckets must be between 1 and 10000", "max-buckets");
  }
  const rows = state.store
    .prepare(
      "SELECT * FROM s3_buckets WHERE name > ? AND substr(name, 1, length(?)) = ? ORDER BY name LIMIT ?",
    )
    .all(after, prefix, prefix, limit + 1)
    .map(toBucket);
  const page = rows.slice(0, limit);
  sendXml(call, "ListAllMyBucketsResult", {
    Owner: OWNER,
    Buckets: {
      Bucket: page.map((bucket) => ({
        Name: bucket.name,
        CreationDate: new Date(bucket.created).toISOString(),
        BucketRegion: bucket.region,
      })),
    },
    Prefix: prefix || undefined,
    ContinuationToken: rows.length > limit ? page.at(-1)?.name : undefined,
  });
}

/** A new bucket blocks public access, as those of AWS do since April 2023. */
export async function createBucket({ store }: S3State, call: S3Call): Promise<void> {
  assertBucketName(call.bucket);
  const hasBody = Number(call.headers["content-length"] ?? 0) > 0;
  const document: XmlTree = hasBody ? await readXml(call, "CreateBucketConfiguration") : {};
  const region = textOf(document, "LocationConstraint") ?? REGION;
  transact(store, () => {
    const { changes } = store
      .prepare("INSERT OR IGNORE INTO s3_buckets (name, created, region) VALUES (?, ?, ?)")
      .run(call.bucket, Date.now(), region);
    if (changes === 0) {
      throw new AwsError(
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
        { status: 409, members: { BucketName: call.bucket } },
      );
    }
    store
      .prepare("INSERT INTO s3_configs (bucket, kind, document) VALUES (?, ?, ?)")
      .run(call.bucket, "publicAccessBlock", JSON.stringify(BLOCK_PUBLIC_ACCESS));
  });
  sendEmpty(call, 200, { location: `/${call.bucket}` });
}

const BLOCK_PUBLIC_ACCESS = {
  BlockPublicAcls: "true",
  IgnorePublicAcls: "true",
  BlockPublicPolicy: "true",
  RestrictPublicBuckets: "true",
};

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function assertBucketName(name: string): void {
  const valid =
    /^[a-z\d][a-z\d.-]{1,61}[a-z\d]$/.test(name) &&
    !name.includes("..") &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-)/.test(name) &&
    !/(-s3alias|--ol-s3)$/.test(name);
  if (valid) return;
  throw new AwsError("InvalidBucketName", "The specified bucket is not valid.", {
    members: { BucketName: name },
  });
}

export function headBucket(state: S3State, call: S3Call): void {
  const { region } = getBucket(state, call.bucket);
  sendEmpty(call, 200, { "x-amz-bucket-region": region, "x-amz-access-point-alias": "false" });
}

export function getBucketLocation(state: S3State, call: S3Call): void {
  const { region } = getBucket(state, call.bucket);
  // The constraint is the root element's own text, and us-east-1 is written as none.
  const text = writeXml("LocationConstraint", {}).replace(
    "></LocationConstraint>",
    `>${region === "us-east-1" ? "" : region}</LocationConstraint>`,
  );
  call.response.writeHead(200, { "content-type": "application/xml" });
  call.response.end(text);
}

/** Refuses a bucket with objects, old versions or delete markers. Unfinished uploads go with it. */
export function deleteBucket(state: S3State, call: S3Call): void {
  const { store } = state;
  const unfinished = transact(store, () => {
    getBucket(state, call.bucket);
    if (store.prepare("SELECT 1 FROM s3_versions WHERE bucket = ? LIMIT 1").get(call.bucket)) {
      throw new AwsError("BucketNotEmpty", "The bucket you tried to delete is not empty", {
        status: 409,
        members: { BucketName: call.bucket },
      });
    }
    const uploads = "SELECT id FROM s3_uploads WHERE bucket = ?";
    const parts = store
      .prepare(`DELETE FROM s3_parts WHERE upload IN (${uploads}) RETURNING body`)
      .all(call.bucket);
    for (const table of ["s3_uploads", "s3_configs"]) {
      store.prepare(`DELETE FROM ${table} WHERE bucket = ?`).run(call.bucket);
    }
    store.prepare("DELETE FROM s3_buckets WHERE name = ?").run(call.bucket);
    return parts.map((part) => String(part.body));
  });
  state.bodies.discard(unfinished);
  sendEmpty(call, 204);
}
