import * as z from "zod";
import { nameOf } from "../wire/arn";
import { AwsError } from "../wire/aws-error";

/** Parses what a caller sent; throws `ValidationException`, naming the member, as AWS does. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.map(
    ({ path, message }) =>
      `Value at '${path.map(camelCase).join(".")}' failed to satisfy constraint: ${message}`,
  );
  const count = `${issues.length} validation error${issues.length > 1 ? "s" : ""} detected`;
  throw validation(`${count}: ${issues.join("; ")}`);
}

const camelCase = (step: PropertyKey) =>
  typeof step === "string" ? step.charAt(0).toLowerCase() + step.slice(1) : String(step);

export const validation = (message: string) => new AwsError("ValidationException", message);

export const notFound = (message: string) => new AwsError("ResourceNotFoundException", message);

const text = (max: number, pattern = /^/) =>
  z
    .string("Member must not be null")
    .min(1, "Member must have length greater than or equal to 1")
    .max(max, `Member must have length less than or equal to ${max}`)
    .regex(pattern, "Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+");

export const name48 = text(48, /^[.\-_A-Za-z0-9]+$/);
export const name64 = text(64, /^[.\-_A-Za-z0-9]+$/);
export const name256 = text(256, /^[.\-_A-Za-z0-9]+$/);
export const arnText = text(1600);

/** The name of a bus out of its name or ARN; the default bus where there is none. */
export const busName = text(1600)
  .optional()
  .transform((reference) => (reference === undefined ? "default" : nameOf(reference)));

export const tags = z
  .array(z.object({ Key: text(128), Value: z.string().max(256) }))
  .max(50)
  .optional();

export const retryPolicy = z.object({
  MaximumRetryAttempts: z.int().min(0).max(185).optional(),
  MaximumEventAgeInSeconds: z.int().min(60).max(86_400).optional(),
});

export const deadLetterConfig = z.object({ Arn: arnText.optional() });
