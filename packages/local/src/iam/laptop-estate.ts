import type { Estate } from "@faibric/functions/platform/estate";
import type { Plan } from "../cloud/plan";
import {
  BUCKET_NAME,
  BUS_NAME,
  KMS_ALIAS,
  LOG_GROUP_PREFIXES,
  SITES,
  STAGE,
  TABLE_NAME,
} from "../cloud/settings";
import { ACCOUNT, arn, REGION } from "../wire/arn";

/** Where on this laptop the things are that grants name. */
export function laptopEstate({ queues, machines }: Pick<Plan, "queues" | "machines">): Estate {
  const named = <T>(what: string, found: T | undefined): T => {
    if (found === undefined) throw new Error(`${what} is granted, but no manifest declares it`);
    return found;
  };
  return {
    partition: "aws",
    region: REGION,
    account: ACCOUNT,
    table: () => arn("dynamodb", `table/${TABLE_NAME}`),
    bucket: () => `arn:aws:s3:::${BUCKET_NAME}`,
    bus: () => arn("events", `event-bus/${BUS_NAME}`),
    key: () => arn("kms", KMS_ALIAS),
    sites: () => [
      `arn:aws:cloudfront::${ACCOUNT}:distribution/${SITES.distribution}`,
      `arn:aws:cloudfront::${ACCOUNT}:connection-group/${SITES.connections}`,
    ],
    sockets: () => "local/live",
    role: (which) => `arn:aws:iam::${ACCOUNT}:role/${which}`,
    pipeline: (key) =>
      arn(
        "states",
        `stateMachine:${
          named(
            `pipeline:${key}`,
            machines.find(({ name }) => name === key),
          ).name
        }`,
      ),
    queue: (key) =>
      named(
        `queue:${key}`,
        queues.find((queue) => queue.key === key && !queue.pattern),
      ).name,
    secret: (name) => `faibric/${STAGE}/${name}`,
    logGroupPrefixes: () => LOG_GROUP_PREFIXES,
  };
}
