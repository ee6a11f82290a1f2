import { ArnPrincipal, PolicyDocument, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { StackContext } from "sst/constructs";
import { use } from "sst/constructs";
import { Database } from "./database";
import { prefixOf } from "./names";

/** The session tag that says whose data a session may reach. */
export const TENANT_TAG = "tenantId";

// What a tag may hold besides letters and digits has no `*` in it, and neither has this.
export const A_TENANT = `tnt_${"?".repeat(26)}`;

/**
 * The third fence around a tenant: a session of this role reads the items of the tenant in its tag, and no
 * others, whatever the function asks for. It is for functions that run what a tenant has written, such as its
 * own queries. It writes nothing.
 */
export function TenantSession({ stack }: StackContext) {
  const { tableArn } = use(Database).table;
  const functions = new ArnPrincipal(`arn:${stack.partition}:iam::${stack.account}:root`);
  const role = new Role(stack, "tenant-session", {
    roleName: `${prefixOf(stack)}-tenant-session`,
    description: "Reads what is of the tenant in the session's tag.",
    assumedBy: functions.withConditions({
      // Only the functions that are granted it may, and only for one tenant.
      ArnLike: {
        "aws:PrincipalArn": `arn:${stack.partition}:iam::${stack.account}:role/${prefixOf(stack)}-*`,
      },
      StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: A_TENANT },
      "ForAllValues:StringEquals": { "aws:TagKeys": [TENANT_TAG] },
    }),
    inlinePolicies: { items: itemsOfTheTenant(tableArn) },
  });
  role.assumeRolePolicy?.addStatements(
    new PolicyStatement({
      actions: ["sts:TagSession"],
      principals: [functions],
      conditions: {
        StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: A_TENANT },
        "ForAllValues:StringEquals": { "aws:TagKeys": [TENANT_TAG] },
      },
    }),
  );
  return { role };
}

/** Keyed reads, where every key in the call begins with the tenant. */
function itemsOfTheTenant(tableArn: string): PolicyDocument {
  const conditions = {
    "ForAllValues:StringLike": {
      "dynamodb:LeadingKeys": [`\${aws:PrincipalTag/${TENANT_TAG}}#*`],
    },
    // Of no keys at all, as in a scan, everything is true: there must be some, and there must be a tag.
    Null: { "dynamodb:LeadingKeys": "false", [`aws:PrincipalTag/${TENANT_TAG}`]: "false" },
  };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem"],
        resources: [tableArn],
        conditions,
      }),
      new PolicyStatement({
        actions: ["dynamodb:Query"],
        resources: [tableArn, `${tableArn}/index/*`],
        conditions,
      }),
    ],
  });
}
