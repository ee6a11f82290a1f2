export const REGION = "eu-central-1";
export const ACCOUNT = "000000000000";

type ArnService =
  | "dynamodb"
  | "events"
  | "execute-api"
  | "kms"
  | "lambda"
  | "scheduler"
  | "secretsmanager"
  | "sqs"
  | "ssm"
  | "states";

/** The ARN of something in the laptop cloud: `arn("sqs", "orders")`. */
export function arn(service: ArnService, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

/** The last part of an ARN, a URL or a plain name: the name of the queue, rule or machine. */
export function nameOf(reference: string): string {
  return reference.split(/[:/]/).at(-1) ?? reference;
}
