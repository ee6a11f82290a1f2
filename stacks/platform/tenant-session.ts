import { A_TENANT, sessionStatements, TENANT_TAG } from "@faibric/functions/platform/policy-table";
import { ArnPrincipal, PolicyDocument, PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { StackContext } from "sst/constructs";
import { dataOf, policyStatement } from "./data";
import { prefixOf } from "./names";

/**
 * The third fence around a tenant: a session of this role reads the items of the tenant in its tag, and no
 * others, whatever the function asks for. It is for functions that run what a tenant has written, such as its
 * own queries. It writes nothing.
 */
export function TenantSession({ stack }: StackContext) {
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
    inlinePolicies: {
      items: new PolicyDocument({ statements: sessionStatements(dataOf()).map(policyStatement) }),
    },
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
