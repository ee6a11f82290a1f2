/** A call of an AWS service, as it lies on the wire. */
export interface AwsCall {
  /** As the signature's scope names it: `dynamodb`, `s3`. */
  readonly service: string;
  readonly keyId: string;
  readonly method: string;
  /** As it is encoded, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Read where what is asked for stands in it; not of objects. */
  readonly body: () => string;
}

/** What the SDK hands to what sends it. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A request that nobody has signed is nobody's: it is not judged here. */
export function callOf({
  method,
  path,
  query = {},
  headers,
  body,
}: SentRequest): AwsCall | undefined {
  const [, keyId, service] =
    /Credential=([^/,\s]+)\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "") ?? [];
  if (!keyId || !service) return undefined;
  return { service, keyId, method, path, query, headers, body: () => textOf(body) };
}

/** The call of somebody who has an address that a function has signed. */
export function presignedCallOf(method: string, url: string): AwsCall | undefined {
  const { pathname, searchParams } = new URL(url, "http://local");
  const [keyId, , , service] = searchParams.get("X-Amz-Credential")?.split("/") ?? [];
  if (!keyId || !service) return undefined;
  const query = Object.fromEntries(searchParams);
  return { service, keyId, method, path: pathname, query, headers: {}, body: () => "" };
}

function textOf(body: unknown): string {
  if (typeof body === "string") return body;
  if (!(body instanceof Uint8Array)) return "";
  const { buffer, byteOffset, byteLength } = body;
  return Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
}

/** The operation of a JSON protocol: `DynamoDB_20120810.GetItem`. */
export const operationOf = ({ headers }: AwsCall): string =>
  (headers["x-amz-target"] ?? "").split(".").at(-1) ?? "";

// biome-ignore lint/suspicious/noExplicitAny: what a call says is of any shape, and read by its operation
export const jsonOf = (call: AwsCall): any => JSON.parse(call.body() || "{}");
