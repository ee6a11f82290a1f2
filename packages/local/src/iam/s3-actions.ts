import type { AwsCall } from "./call";
import type { IamRequest } from "./evaluate-policy";

const ARN = "arn:aws:s3:::";

/** What a call of S3 asks IAM. Source: "Required permissions for Amazon S3 API operations" */
export function s3Requests(call: AwsCall): IamRequest[] {
  const [bucket = "", ...rest] = call.path.replace(/^\//, "").split("/").map(decodeURIComponent);
  const key = rest.join("/");
  return key ? objectRequests(call, bucket, key) : bucketRequests(call, bucket);
}

function bucketRequests({ method, query, body }: AwsCall, bucket: string): IamRequest[] {
  const prefix = query.prefix;
  const context = typeof prefix === "string" ? { "s3:prefix": prefix } : {};
  const list = (action: string) => [{ action, resource: `${ARN}${bucket}`, context }];
  if (method === "POST" && "delete" in query) return deleteRequests(body(), bucket);
  if (method !== "GET" && method !== "HEAD") return list(`s3:${method}Bucket`);
  if ("versions" in query) return list("s3:ListBucketVersions");
  if ("uploads" in query) return list("s3:ListBucketMultipartUploads");
  return list("s3:ListBucket");
}

/** Each object of a DeleteObjects is authorized for itself. */
function deleteRequests(xml: string, bucket: string): IamRequest[] {
  return [...xml.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, object = ""]) => {
    const [, key = ""] = /<Key>(.*?)<\/Key>/s.exec(object) ?? [];
    const action = object.includes("<VersionId>") ? "s3:DeleteObjectVersion" : "s3:DeleteObject";
    return { action, resource: `${ARN}${bucket}/${unescaped(key)}`, context: {} };
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};
const unescaped = (xml: string) =>
  xml.replace(/&(lt|gt|quot|apos|amp);/g, (one) => ENTITIES[one] ?? one);

function objectRequests(call: AwsCall, bucket: string, key: string): IamRequest[] {
  const { headers } = call;
  const resource = `${ARN}${bucket}/${key}`;
  const source = headers["x-amz-copy-source"];
  const copied = source?.replace(/^\//, "").split("?")[0];
  return [
    ...actionsOf(call).map((action) => ({ action, resource, context: {} })),
    ...(copied
      ? [{ action: "s3:GetObject", resource: `${ARN}${decodeURIComponent(copied)}`, context: {} }]
      : []),
  ];
}

function actionsOf({ method, query, headers }: AwsCall): string[] {
  const version = "versionId" in query ? "Version" : "";
  const isUpload = "uploadId" in query;
  if ("tagging" in query) return [`s3:${VERBS[method]}Object${version}Tagging`];
  if (method === "GET" || method === "HEAD") {
    return [isUpload ? "s3:ListMultipartUploadParts" : `s3:GetObject${version}`];
  }
  if (method === "DELETE") {
    return [isUpload ? "s3:AbortMultipartUpload" : `s3:DeleteObject${version}`];
  }
  return ["s3:PutObject", ...(headers["x-amz-tagging"] ? ["s3:PutObjectTagging"] : [])];
}

const VERBS: Readonly<Record<string, string>> = { GET: "Get", PUT: "Put", DELETE: "Delete" };
