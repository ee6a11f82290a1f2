import { AwsError } from "../wire/aws-error";
import { getAcl, putAcl } from "./acl";
import {
  configKind,
  deleteBucketConfig,
  getBucketConfig,
  getBucketVersioning,
  putBucketConfig,
  putBucketVersioning,
} from "./bucket-configs";
import {
  deleteBucketPolicy,
  getBucketPolicy,
  getBucketPolicyStatus,
  putBucketPolicy,
} from "./bucket-policy";
import { createBucket, deleteBucket, getBucketLocation, headBucket, listBuckets } from "./buckets";
import type { S3Request } from "./call";
import { completeMultipartUpload } from "./complete-upload";
import { deleteObject, deleteObjects } from "./delete-object";
import { getObject, getObjectAttributes } from "./get-object";
import { listObjects, listObjectsV2 } from "./list-objects";
import { listMultipartUploads, listParts } from "./list-uploads";
import { listObjectVersions } from "./list-versions";
import {
  abortMultipartUpload,
  createMultipartUpload,
  uploadPart,
  uploadPartCopy,
} from "./multipart-upload";
import { putBucketNotification } from "./notifications";
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from "./object-tagging";
import { postObject } from "./post-object";
import { copyObject, putObject } from "./put-object";
import type { S3Operation } from "./state";

export interface Route {
  readonly operation: S3Operation;
  /** The permission that lets somebody without a signature do this; absent if nothing does. */
  readonly publicAction?: string;
}

type Methods = Readonly<Record<string, Route | undefined>>;

/** Bucket operations by query parameter; the first that the request has counts. */
const BUCKET: readonly (readonly [parameter: string, methods: Methods])[] = [
  [
    "versioning",
    { GET: { operation: getBucketVersioning }, PUT: { operation: putBucketVersioning } },
  ],
  ["policyStatus", { GET: { operation: getBucketPolicyStatus } }],
  [
    "policy",
    {
      GET: { operation: getBucketPolicy },
      PUT: { operation: putBucketPolicy },
      DELETE: { operation: deleteBucketPolicy },
    },
  ],
  ["location", { GET: { operation: getBucketLocation } }],
  ["acl", { GET: { operation: getAcl }, PUT: { operation: putAcl } }],
  ["versions", { GET: { operation: listObjectVersions, publicAction: "s3:ListBucketVersions" } }],
  ["uploads", { GET: { operation: listMultipartUploads } }],
  ["delete", { POST: { operation: deleteObjects } }],
  ["list-type", { GET: { operation: listObjectsV2, publicAction: "s3:ListBucket" } }],
];

const PLAIN_BUCKET: Methods = {
  GET: { operation: listObjects, publicAction: "s3:ListBucket" },
  HEAD: { operation: headBucket, publicAction: "s3:ListBucket" },
  PUT: { operation: createBucket },
  DELETE: { operation: deleteBucket },
};

const CONFIG: Methods = {
  GET: { operation: getBucketConfig },
  PUT: { operation: putBucketConfig },
  DELETE: { operation: deleteBucketConfig },
};

const OBJECT: typeof BUCKET = [
  ["acl", { GET: { operation: getAcl }, PUT: { operation: putAcl } }],
  [
    "tagging",
    {
      GET: { operation: getObjectTagging, publicAction: "s3:GetObjectTagging" },
      PUT: { operation: putObjectTagging },
      DELETE: { operation: deleteObjectTagging },
    },
  ],
  ["attributes", { GET: { operation: getObjectAttributes } }],
  ["uploads", { POST: { operation: createMultipartUpload } }],
  [
    "uploadId",
    {
      GET: { operation: listParts },
      PUT: { operation: uploadPart },
      POST: { operation: completeMultipartUpload },
      DELETE: { operation: abortMultipartUpload },
    },
  ],
];

const PLAIN_OBJECT: Methods = {
  GET: { operation: getObject, publicAction: "s3:GetObject" },
  HEAD: { operation: getObject, publicAction: "s3:GetObject" },
  PUT: { operation: putObject, publicAction: "s3:PutObject" },
  DELETE: { operation: deleteObject, publicAction: "s3:DeleteObject" },
};

const NOT_EMULATED = [
  ...["retention", "legal-hold", "object-lock", "torrent", "restore", "select", "renameObject"],
  ...["replication", "analytics", "inventory", "metrics", "intelligent-tiering", "session"],
];

/** Which operation a request asks for. A form upload is its own authority, so it has no action here. */
export function findRoute(call: S3Request): Route {
  const missing = NOT_EMULATED.find((parameter) => call.query.has(parameter));
  if (missing !== undefined) {
    throw new AwsError("NotImplemented", `The laptop cloud does not emulate ?${missing}.`, {
      status: 501,
    });
  }
  const route = methodsOf(call)[call.method];
  if (route) return route;
  throw new AwsError(
    "MethodNotAllowed",
    "The specified method is not allowed against this resource.",
    { status: 405, members: { Method: call.method } },
  );
}

export const isFormUpload = (call: S3Request) =>
  call.method === "POST" && call.bucket !== "" && call.key === "" && !call.query.has("delete");

function methodsOf(call: S3Request): Methods {
  if (call.bucket === "") return { GET: { operation: listBuckets } };
  if (isFormUpload(call)) return { POST: { operation: postObject } };
  if (call.key === "") {
    const found = BUCKET.find(([parameter]) => call.query.has(parameter));
    if (found) return found[1];
    const kind = configKind(call);
    if (kind === "notification" && call.method === "PUT") {
      return { PUT: { operation: putBucketNotification } };
    }
    return kind === undefined ? PLAIN_BUCKET : CONFIG;
  }
  const copies = call.method === "PUT" && call.headers["x-amz-copy-source"] !== undefined;
  const found = OBJECT.find(([parameter]) => call.query.has(parameter));
  if (copies && found?.[0] === "uploadId") return { PUT: { operation: uploadPartCopy } };
  if (copies && !found) return { PUT: { operation: copyObject } };
  return found?.[1] ?? PLAIN_OBJECT;
}
