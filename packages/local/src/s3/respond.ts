import { AwsError } from "../wire/aws-error";
import type { S3Request } from "./call";
import { writeXml, type XmlTree } from "./xml";

export type ResponseHeaders = Readonly<Record<string, string | number | undefined>>;

export function sendXml(
  { response, method }: Pick<S3Request, "response" | "method">,
  root: string,
  tree: XmlTree,
  { status = 200, headers = {} }: { status?: number; headers?: ResponseHeaders } = {},
): void {
  const text = writeXml(root, tree);
  response.writeHead(status, {
    ...present(headers),
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(text),
  });
  response.end(method === "HEAD" ? undefined : text);
}

export function sendEmpty(
  { response }: Pick<S3Request, "response">,
  status = 200,
  headers: ResponseHeaders = {},
): void {
  // A 204 or 304 has no length; anything else says that it is empty.
  const length = status === 204 || status === 304 ? {} : { "content-length": 0 };
  response.writeHead(status, { ...length, ...present(headers) });
  response.end();
}

/** Header values as bytes: names in headers are UTF-8, which Node writes only as latin1. */
export function present(headers: ResponseHeaders): Record<string, string | number> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === "string" ? latin1(value) : value] as const],
  );
  return Object.fromEntries(entries);
}

function latin1(value: string): string {
  const legal = value.replace(/[\r\n\0]/g, " ");
  return /[^\u0020-\u00ff\t]/.test(legal) ? Buffer.from(legal, "utf8").toString("latin1") : legal;
}

/** The error as S3 writes it. HEAD and 304 have no body, so the SDK knows those by their status. */
export function sendError(
  call: Pick<S3Request, "response" | "method">,
  error: AwsError,
  resource: string,
  requestId: string,
): void {
  const { "response-headers": extra, ...members } = error.members;
  const headers = isHeaders(extra) ? extra : {};
  if (error.status === 304) {
    sendEmpty(call, 304, headers);
    return;
  }
  const tree: XmlTree = {
    Code: error.code,
    Message: error.message,
    ...Object.fromEntries(Object.entries(members).map(([name, value]) => [name, String(value)])),
    Resource: resource,
    RequestId: requestId,
    HostId: requestId,
  };
  sendXml(call, "Error", tree, { status: error.status, headers });
}

function isHeaders(value: unknown): value is ResponseHeaders {
  return typeof value === "object" && value !== null;
}

export function noSuchKey(key: string, headers: ResponseHeaders = {}): AwsError {
  return new AwsError("NoSuchKey", "The specified key does not exist.", {
    status: 404,
    members: { Key: key, "response-headers": headers },
  });
}

export function invalidArgument(message: string, name?: string, value?: string): AwsError {
  return new AwsError("InvalidArgument", message, {
    members: name === undefined ? {} : { ArgumentName: name, ArgumentValue: value ?? "" },
  });
}

export function accessDenied(message = "Access Denied"): AwsError {
  return new AwsError("AccessDenied", message, { status: 403 });
}

export function preconditionFailed(condition: string): AwsError {
  return new AwsError(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
    { status: 412, members: { Condition: condition } },
  );
}
