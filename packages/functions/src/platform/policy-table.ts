import type { Conditions, Estate, Statement } from "./estate";

type Data = Pick<Estate, "table" | "bucket">;

const READ_ITEMS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem"];
// TransactWriteItems is authorized by these, one for each part of the transaction.
const WRITE_ITEMS = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
];

/** The session tag that says whose data a session may reach. */
export const TENANT_TAG = "tenantId";
// What a tag may hold besides letters and digits has no `*` in it, and neither has this.
export const A_TENANT = `tnt_${"?".repeat(26)}`;
/** Filled in by IAM, when a session of the role asks: the tenant that the session is tagged with. */
const TENANT = `\${aws:PrincipalTag/${TENANT_TAG}}`;

export function itemsOf(estate: Estate, write: boolean): readonly Statement[] {
  const table = estate.table();
  return [
    { actions: [...READ_ITEMS, ...(write ? WRITE_ITEMS : [])], resources: [table] },
    { actions: ["dynamodb:Query"], resources: [table, `${table}/index/*`] },
  ];
}

/** To count requests, in the items that hold such counters and no others: the key of each ends alike. */
export const counters = (estate: Estate): Statement => ({
  actions: ["dynamodb:UpdateItem"],
  resources: [estate.table()],
  conditions: keyedLike(
    ["tnt_", "usr_", "directory#rate."].map((start) => `${start}*#platform.throttle`),
  ),
});

/** What serves who is known tells the audit log when it refuses them, also where it may write nothing else. */
export const tellAudit = (estate: Estate): Statement => ({
  // A refusal is put; those that are told together are counted.
  actions: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
  resources: [estate.table()],
  conditions: keyedLike(["*#platform.audit-outbox#*"]),
});

/** To make what cursors are signed with, which the first page of a stage that has a next one does, whose ever it is. */
export const cursorKey = (estate: Estate): Statement => ({
  actions: ["dynamodb:PutItem"],
  resources: [estate.table()],
  conditions: keyedLike(["directory#secrets#cursor"]),
});

/**
 * To note when an API key was used: that attribute of the keys' items, of which the rest are named because the
 * update says again which item it is. No hash, no scope and no expiry can be changed with it.
 */
export function keyUse(estate: Estate): readonly Statement[] {
  const attributes = ["pk", "sk", "tenantId", "keyId", "__edb_e__", "__edb_v__", "lastUsedAt"];
  const conditions = {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["tnt_*#keys.api-key"] },
    "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes },
    // Without it both would hold for a call that names no key.
    Null: { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" },
  };
  return [{ actions: ["dynamodb:UpdateItem"], resources: [estate.table()], conditions }];
}

const BEGIN_SESSION = ["sts:AssumeRole", "sts:TagSession"];

/** To read as one tenant, by a session that reaches no other. */
export function tenantSession(estate: Estate): readonly Statement[] {
  return [{ actions: BEGIN_SESSION, resources: [estate.role("tenant-session")] }];
}

/** A role, for a session that is tagged with a tenant: it reaches that tenant. */
export function sessionIn(estate: Estate, mode: string): readonly Statement[] {
  const role = estate.role(mode === "erase" ? "tenant-eraser" : "tenant-reader");
  const conditions = { StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: A_TENANT } };
  return [{ actions: BEGIN_SESSION, resources: [role], conditions }];
}

/**
 * The third fence, for what goes through all of a tenant: its export and its erasure. Sessions of these roles reach the
 * items and objects of the tenant they are tagged with; `core/platform/tenant-session` tags them with the actor's.
 */
export function readerStatements(estate: Data): readonly Statement[] {
  return [
    ownItems(estate, "dynamodb:Query"),
    ownVersions(estate),
    ownObjects(estate, "*", "s3:GetObject", "s3:GetObjectVersion"),
    // An archive is made of parts, next to what is in it.
    ownObjects(
      estate,
      "exports/*",
      "s3:PutObject",
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
      "s3:AbortMultipartUpload",
      "s3:ListMultipartUploadParts",
    ),
  ];
}

export function eraserStatements(estate: Data): readonly Statement[] {
  return [
    ownItems(estate, "dynamodb:Query", "dynamodb:BatchWriteItem", "dynamodb:DeleteItem"),
    ownVersions(estate),
    ownObjects(estate, "*", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:AbortMultipartUpload"),
  ];
}

/** Keyed reads, where every key in the call begins with the tenant. */
export function sessionStatements(estate: Data): readonly Statement[] {
  const table = estate.table();
  return [
    {
      actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem"],
      resources: [table],
      conditions: OWN_KEYS,
    },
    {
      actions: ["dynamodb:Query"],
      resources: [table, `${table}/index/*`],
      conditions: OWN_KEYS,
    },
  ];
}

function keyedLike(keys: string[]): Conditions {
  return {
    "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys },
    // Without it the condition would hold for a call that names no key: of no values all are alike.
    Null: { "dynamodb:LeadingKeys": "false" },
  };
}

const OWN_KEYS: Conditions = {
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [`${TENANT}#*`] },
  // Of no keys at all, as in a scan, everything is true: there must be some, and there must be a tag.
  Null: { "dynamodb:LeadingKeys": "false", [`aws:PrincipalTag/${TENANT_TAG}`]: "false" },
};

const ownItems = (estate: Data, ...actions: string[]): Statement => ({
  actions,
  resources: [estate.table()],
  conditions: OWN_KEYS,
});

const ownObjects = (estate: Data, path: string, ...actions: string[]): Statement => ({
  actions,
  resources: [`${estate.bucket()}/tenant_${TENANT}/${path}`],
});

const ownVersions = (estate: Data): Statement => ({
  actions: ["s3:ListBucketVersions"],
  resources: [estate.bucket()],
  conditions: { StringLike: { "s3:prefix": [`tenant_${TENANT}/*`] } },
});
