import { AwsError } from "../wire/aws-error";

/** How matched events reach the other services of the laptop cloud. */
export interface DeliveryTargets {
  /**
   * Puts a message on a queue. Called inside a transaction of the shared store, which it must neither
   * begin nor commit itself; `attributes` are message attributes of type String.
   */
  sqs(
    queueName: string,
    body: string,
    options: { groupId?: string; attributes?: Record<string, string> },
  ): void;
  lambda(functionName: string, payload: unknown): Promise<void>;
  states(machineName: string, input: unknown): Promise<void>;
}

/** One event or scheduled call on its way to one target. */
export interface Delivery {
  readonly targetArn: string;
  /** The rule or schedule that sends it. */
  readonly sourceArn: string;
  readonly payload: string;
  readonly groupId?: string | undefined;
  readonly deadLetterArn?: string | undefined;
  readonly maxRetries: number;
  readonly maxAgeSeconds: number;
  /** A placeholder of the payload that stands for the number of the attempt. */
  readonly attemptVariable?: string | undefined;
}

export interface TargetSettings {
  readonly Arn: string;
  readonly RetryPolicy?:
    | { MaximumRetryAttempts?: number | undefined; MaximumEventAgeInSeconds?: number | undefined }
    | undefined;
  readonly DeadLetterConfig?: { Arn?: string | undefined } | undefined;
  readonly SqsParameters?: { MessageGroupId?: string | undefined } | undefined;
}

/** What EventBridge does where a target has no RetryPolicy: 185 retries within a day. */
export const DEFAULT_RETRY = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 };

export function deliveryTo(target: TargetSettings, sourceArn: string, payload: string): Delivery {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = target.RetryPolicy ?? {};
  return {
    targetArn: target.Arn,
    sourceArn,
    payload,
    groupId: target.SqsParameters?.MessageGroupId,
    deadLetterArn: target.DeadLetterConfig?.Arn,
    maxRetries: MaximumRetryAttempts ?? DEFAULT_RETRY.MaximumRetryAttempts,
    maxAgeSeconds: MaximumEventAgeInSeconds ?? DEFAULT_RETRY.MaximumEventAgeInSeconds,
  };
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;
/** What another attempt would not mend, so that AWS makes none. */
const FINAL =
  /NonExistentQueue|QueueDoesNotExist|ResourceNotFound|StateMachineDoesNotExist|InvalidPayload/;

export type Verdict =
  /** Try again at `at`, epoch milliseconds. */
  | { readonly at: number; readonly reason: string }
  /** Give up; `attributes` go with the dead letter. */
  | { readonly attributes: Record<string, string> };

/** What follows from a failed attempt. The attributes are those that EventBridge gives a dead letter. */
export function judge(delivery: Delivery, { attempts, created, now, error }: Failure): Verdict {
  const { code, message } = describe(error);
  const at = now + Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  const exhausted =
    attempts > delivery.maxRetries
      ? "MaximumRetryAttempts"
      : at > created + delivery.maxAgeSeconds * 1000
        ? "MaximumEventAgeInSeconds"
        : undefined;
  const final = FINAL.test(code);
  if (!final && !exhausted) return { at, reason: `${code}: ${message}` };
  return {
    attributes: {
      RULE_ARN: delivery.sourceArn,
      TARGET_ARN: delivery.targetArn,
      ERROR_CODE: code,
      ERROR_MESSAGE: message || code,
      RETRY_ATTEMPTS: String(attempts - 1),
      ...(exhausted && !final ? { EXHAUSTED_RETRY_CONDITION: exhausted } : {}),
    },
  };
}

export interface Failure {
  /** How many attempts were made, this one included. */
  readonly attempts: number;
  readonly created: number;
  readonly now: number;
  readonly error: unknown;
}

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof AwsError) return { code: error.code, message: error.message };
  if (error instanceof Error) return { code: error.name, message: error.message };
  return { code: "Error", message: String(error) };
}
