import { AwsError } from "../wire/aws-error";

/**
 * SQS still answers with the code of its old query protocol beside the name of the exception; the SDK puts
 * it into `error.Code`. Source: the `awsQueryError` traits of the service model.
 */
const QUERY_CODES: Readonly<Record<string, string>> = {
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  QueueNameExists: "QueueAlreadyExists",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  UnsupportedOperation: "AWS.SimpleQueueService.UnsupportedOperation",
};

const STATUS: Readonly<Record<string, number>> = {
  PurgeQueueInProgress: 403,
  ReceiptHandleIsInvalid: 404,
  ResourceNotFoundException: 404,
};

/** An SQS exception: `code` is its name in the SDK. */
export function sqsError(code: string, message: string): AwsError {
  const members = { Code: QUERY_CODES[code] ?? code, Type: "Sender" };
  return new AwsError(code, message, { status: STATUS[code] ?? 400, members });
}

export const missing = (parameter: string): AwsError =>
  sqsError("MissingParameter", `The request must contain the parameter ${parameter}.`);

export const invalid = (parameter: string, value: unknown, reason: string): AwsError =>
  sqsError(
    "InvalidParameterValue",
    `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`,
  );

/** Returns `value` if it is a whole number between `from` and `to`, `fallback` if there is none. */
export function wholeNumber(
  parameter: string,
  value: unknown,
  { from, to, fallback }: { from: number; to: number; fallback: number },
): number {
  if (value === undefined || value === null) return fallback;
  if (typeof value === "number" && Number.isInteger(value) && value >= from && value <= to) {
    return value;
  }
  throw invalid(parameter, value, `Must be between ${from} and ${to}, if provided.`);
}
