import type { Estate, Statement } from "@faibric/functions/platform/estate";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { use } from "sst/constructs";
import { Database } from "./database";
import { Files } from "./files";

/** The table and the bucket, which the roles of sessions name before the rest is there. */
export const dataOf = (): Pick<Estate, "table" | "bucket"> => ({
  table: () => use(Database).table.tableArn,
  bucket: () => use(Files).bucket.bucketArn,
});

export const policyStatement = ({ actions, resources, conditions }: Statement): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    ...(conditions ? { conditions } : {}),
  });
