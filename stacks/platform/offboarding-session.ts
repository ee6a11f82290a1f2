import type { Statement } from "@faibric/functions/platform/estate";
import {
  A_TENANT,
  eraserStatements,
  readerStatements,
  TENANT_TAG,
} from "@faibric/functions/platform/policy-table";
import { AccountRootPrincipal, PolicyDocument, Role } from "aws-cdk-lib/aws-iam";
import type { StackContext } from "sst/constructs";
import { dataOf, policyStatement } from "./data";

/** Whose sessions reach the items and objects of the tenant they are tagged with: for its export and its erasure. */
export function OffboardingSession({ stack }: StackContext) {
  const role = (id: string, statements: readonly Statement[]) =>
    new Role(stack, id, {
      // Whoever the account grants it, for a session that is tagged with a tenant and nothing else.
      assumedBy: new AccountRootPrincipal().withConditions(TAGGED).withSessionTags(),
      inlinePolicies: {
        reach: new PolicyDocument({ statements: statements.map(policyStatement) }),
      },
    });
  const data = dataOf();
  const reader = role("tenant-reader", readerStatements(data));
  const eraser = role("tenant-eraser", eraserStatements(data));
  return { reader, eraser };
}

const TAGGED = {
  StringLike: { [`aws:RequestTag/${TENANT_TAG}`]: A_TENANT },
  "ForAllValues:StringEquals": { "aws:TagKeys": [TENANT_TAG] },
};
