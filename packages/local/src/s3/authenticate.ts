import { AwsError } from "../wire/aws-error";
import type { S3Call, S3Request } from "./call";
import {
  type CredentialScope,
  canonicalRequest,
  hmac,
  parseAmzDate,
  parseScope,
  sameText,
  signingKey,
  stringToSign,
} from "./signature";

/** The key that signs for the laptop cloud's only account. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const MAX_EXPIRES_SECONDS = 7 * 24 * 60 * 60;
const MAX_SKEW_MS = 15 * 60 * 1000;

/** Verifies the signature in the Authorization header or the query, whichever there is. */
export function authenticate(call: S3Request, credentials: S3Credentials): S3Call {
  if (call.query.has("X-Amz-Signature") || call.query.has("X-Amz-Credential")) {
    return verifyPresigned(call, credentials);
  }
  const { authorization } = call.request.headers;
  if (authorization !== undefined) return verifyHeader(call, authorization, credentials);
  return { ...call, anonymous: true };
}

function verifyHeader(call: S3Request, authorization: string, credentials: S3Credentials): S3Call {
  if (!authorization.startsWith("AWS4-HMAC-SHA256 ")) {
    throw new AwsError(
      "InvalidRequest",
      "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    );
  }
  const field = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? "";
  const scope = parseScope(field("Credential"));
  const signature = field("Signature");
  const signedHeaders = field("SignedHeaders").split(";");
  if (!scope || !signature || !signedHeaders.includes("host")) {
    throw new AwsError("AuthorizationHeaderMalformed", "The authorization header is malformed.");
  }
  const payloadHash = call.headers["x-amz-content-sha256"];
  if (payloadHash === undefined) {
    throw new AwsError(
      "InvalidRequest",
      "Missing required header for this request: x-amz-content-sha256",
    );
  }
  const date = call.headers["x-amz-date"] ?? "";
  if (!(Math.abs(Date.now() - parseAmzDate(date)) <= MAX_SKEW_MS)) {
    throw new AwsError(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      { status: 403 },
    );
  }
  const key = verify({ call, credentials, scope, date, signedHeaders, payloadHash, signature });
  const verified = { ...call, anonymous: false };
  if (/^[\da-f]{64}$/.test(payloadHash)) return { ...verified, payloadHash };
  if (!payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256")) return verified;
  return { ...verified, chunkSeed: { key, date, scope: scope.scope, signature } };
}

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function verifyPresigned(call: S3Request, credentials: S3Credentials): S3Call {
  const field = (name: string) => call.query.get(`X-Amz-${name}`) ?? "";
  const scope = parseScope(field("Credential"));
  const date = field("Date");
  const issued = parseAmzDate(date);
  const expires = Number(field("Expires"));
  const signedHeaders = field("SignedHeaders").split(";");
  const signature = field("Signature");
  if (field("Algorithm") !== "AWS4-HMAC-SHA256") {
    throw badQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  if (!scope) {
    throw badQuery("Error parsing the X-Amz-Credential parameter; the Credential is mal-formed");
  }
  if (Number.isNaN(issued) || !date.startsWith(scope.day)) {
    throw badQuery("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  if (!/^\d+$/.test(field("Expires")) || expires > MAX_EXPIRES_SECONDS) {
    throw badQuery("X-Amz-Expires must be a number of seconds, no more than a week (604800)");
  }
  if (!signature || !signedHeaders.includes("host")) {
    throw badQuery("Query-string authentication requires all its X-Amz- parameters");
  }
  if (Date.now() > issued + expires * 1000) {
    throw new AwsError("AccessDenied", "Request has expired", {
      status: 403,
      members: {
        "X-Amz-Expires": expires,
        Expires: new Date(issued + expires * 1000).toISOString(),
        ServerTime: new Date().toISOString(),
      },
    });
  }
  if (issued > Date.now() + MAX_SKEW_MS) {
    throw new AwsError("AccessDenied", "Request is not valid yet", { status: 403 });
  }
  const payloadHash = call.query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD";
  verify({ call, credentials, scope, date, signedHeaders, payloadHash, signature });
  const verified = { ...call, anonymous: false };
  return /^[\da-f]{64}$/.test(payloadHash) ? { ...verified, payloadHash } : verified;
}

interface Claim {
  readonly call: S3Request;
  readonly credentials: S3Credentials;
  readonly scope: CredentialScope;
  readonly date: string;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
  readonly signature: string;
}

/** Returns the signing key, or throws. */
function verify(claim: Claim): Buffer {
  const { call, credentials, scope, date, signedHeaders, payloadHash, signature } = claim;
  const canonical = canonicalRequest(call, signedHeaders, payloadHash);
  const text = stringToSign(date, scope.scope, canonical);
  const key = verifyText(text, signature, scope, credentials, { CanonicalRequest: canonical });
  const unsigned = Object.keys(call.request.headers).filter(
    (name) => name.startsWith("x-amz-") && !signedHeaders.includes(name) && !isPayloadHash(name),
  );
  if (unsigned.length === 0) return key;
  throw new AwsError(
    "AccessDenied",
    "There were headers present in the request which were not signed",
    { status: 403, members: { HeadersNotSigned: unsigned.join(", ") } },
  );
}

const isPayloadHash = (name: string) => name === "x-amz-content-sha256";

/** Verifies that `signature` signs `text`; returns the signing key. */
export function verifyText(
  text: string,
  signature: string,
  scope: CredentialScope,
  credentials: S3Credentials,
  members: Record<string, unknown> = {},
): Buffer {
  // Functions and sessions have keys of their own, `local.<name>`, with the one secret.
  const [account = ""] = scope.keyId.split(".");
  if (!sameText(account, credentials.accessKeyId)) {
    throw new AwsError(
      "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records.",
      { status: 403, members: { AWSAccessKeyId: scope.keyId } },
    );
  }
  const key = signingKey(credentials.secretAccessKey, scope);
  if (sameText(hmac(key, text).toString("hex"), signature)) return key;
  throw new AwsError(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    {
      status: 403,
      members: { StringToSign: text, SignatureProvided: signature, ...members },
    },
  );
}

function badQuery(message: string): AwsError {
  return new AwsError("AuthorizationQueryParametersError", message);
}
