import { getBucket, OWNER } from "./buckets";
import type { S3Call } from "./call";
import { assertNoAcl } from "./object-headers";
import { sendEmpty } from "./respond";
import type { S3State } from "./state";
import { requireVersion } from "./versions";

// The grantee's type is an attribute, which nothing else in S3's XML has.
const OWNER_ONLY = `<?xml version="1.0" encoding="UTF-8"?>
<AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>${OWNER.ID}</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>${OWNER.ID}</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`;

/** ACLs are disabled: the owner has everything, nobody else anything. */
export function getAcl(state: S3State, call: S3Call): void {
  assertExists(state, call);
  call.response.writeHead(200, { "content-type": "application/xml" });
  call.response.end(OWNER_ONLY);
}

export function putAcl(state: S3State, call: S3Call): void {
  assertExists(state, call);
  // An ACL in the body is refused like any other than the owner's.
  const inBody = call.headers["x-amz-acl"] === undefined;
  assertNoAcl(inBody ? { "x-amz-acl": "in the body" } : call.headers);
  sendEmpty(call);
}

function assertExists(state: S3State, call: S3Call): void {
  getBucket(state, call.bucket);
  if (call.key === "") return;
  requireVersion(state.store, call.bucket, call.key, call.query.get("versionId"));
}
