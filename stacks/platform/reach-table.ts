import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { use } from "sst/constructs";
import { Database } from "./database";
import { Files } from "./files";
import { OffboardingSession } from "./offboarding-session";
import { allow, type Reach } from "./reach";
import { A_TENANT, TENANT_TAG, TenantSession } from "./tenant-session";

const READ_ITEMS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem"];
const READ_INDEXES = ["dynamodb:Query"];
// TransactWriteItems is authorized by these, one for each part of the transaction.
const WRITE_ITEMS = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
];

export function reachTable(write: boolean): Reach {
  const { tableArn } = use(Database).table;
  const items = allow([...READ_ITEMS, ...(write ? WRITE_ITEMS : [])], [tableArn]);
  const queries = allow(READ_INDEXES, [tableArn, `${tableArn}/index/*`]);
  return { environment: {}, statements: [...items.statements, ...queries.statements] };
}

/** To count requests, in the items that hold such counters and no others: the key of each ends alike. */
export function reachCounters(): PolicyStatement {
  const { tableArn } = use(Database).table;
  return new PolicyStatement({
    actions: ["dynamodb:UpdateItem"],
    resources: [tableArn],
    conditions: {
      "ForAllValues:StringLike": {
        "dynamodb:LeadingKeys": ["tnt_", "usr_", "directory#rate."].map(
          (start) => `${start}*#platform.throttle`,
        ),
      },
      // Without it the condition would hold for a call that names no key.
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  });
}

/** What serves who is known tells the audit log when it refuses them, also where it may write nothing else. */
export function tellAudit(): PolicyStatement {
  return new PolicyStatement({
    // A refusal is put; those that are told together are counted.
    actions: ["dynamodb:PutItem", "dynamodb:UpdateItem"],
    resources: [use(Database).table.tableArn],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["*#platform.audit-outbox#*"] },
      // Without it the condition would hold for a call that names no key.
      Null: { "dynamodb:LeadingKeys": "false" },
    },
  });
}

/**
 * To note when an API key was used: that attribute of the keys' items, of which the rest are named because the
 * update says again which item it is. No hash, no scope and no expiry can be changed with it.
 */
export function reachKeyUse(): Reach {
  const { tableArn } = use(Database).table;
  const attributes = ["pk", "sk", "tenantId", "keyId", "__edb_e__", "__edb_v__", "lastUsedAt"];
  const statement = new PolicyStatement({
    actions: ["dynamodb:UpdateItem"],
    resources: [tableArn],
    conditions: {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["tnt_*#keys.api-key"] },
      "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes },
      // Without it both would hold for a call that names no key.
      Null: { "dynamodb:LeadingKeys": "false", "dynamodb:Attributes": "false" },
    },
  });
  return { environment: {}, statements: [statement] };
}

/** To read as one tenant, by a session that reaches no other: see `tenant-session.ts`. */
export function reachTenantSession(): Reach {
  const { roleArn } = use(TenantSession).role;
  return allow(["sts:AssumeRole", "sts:TagSession"], [roleArn], { TENANT_ROLE_ARN: roleArn });
}

/** A role, for a session that is tagged with a tenant: it reaches that tenant. */
export function reachTenant(mode: string): Reach {
  const { reader, eraser } = use(OffboardingSession);
  const { bucketName } = use(Files).bucket;
  const { roleArn } = mode === "erase" ? eraser : reader;
  const tagged = new PolicyStatement({
    actions: ["sts:AssumeRole", "sts:TagSession"],
    resources: [roleArn],
    conditions: { StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: A_TENANT } },
  });
  const variable = mode === "erase" ? "TENANT_ERASER_ROLE" : "TENANT_READER_ROLE";
  return {
    environment: { [variable]: roleArn, BUCKET_NAME: bucketName },
    statements: [tagged],
  };
}
