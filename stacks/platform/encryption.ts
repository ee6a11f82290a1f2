import { AccountRootPrincipal, PolicyDocument, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { StackContext } from "sst/constructs";
import { prefixOf } from "./names";

/**
 * The key that all envelopes are under. AWS makes it new material every year and keeps the old for what was
 * sealed before, so nothing has to be sealed anew.
 */
export function Encryption({ stack }: StackContext) {
  const policy = new PolicyDocument({
    statements: [
      // Without it nobody could change the key. Named one by one: the account gives no more than these on.
      new PolicyStatement({
        principals: [new AccountRootPrincipal()],
        actions: [...ADMINISTER, ...USE],
        resources: ["*"],
      }),
    ],
  });
  const key = new Key(stack, "key", {
    alias: `alias/${prefixOf(stack)}`,
    description: "Tenants' and persons' secrets, each under a data key of its own.",
    enableKeyRotation: true,
    policy,
  });
  return { key };
}

/** What the roles of the account may be granted. In a key's policy `*` is the key itself. */
const USE = [
  "kms:GenerateDataKey",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:DescribeKey",
];
const ADMINISTER = [
  "kms:PutKeyPolicy",
  "kms:GetKeyPolicy",
  "kms:EnableKeyRotation",
  "kms:DisableKeyRotation",
  "kms:GetKeyRotationStatus",
  "kms:EnableKey",
  "kms:DisableKey",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
  "kms:UpdateKeyDescription",
  "kms:CreateAlias",
  "kms:UpdateAlias",
  "kms:DeleteAlias",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:ListResourceTags",
];
