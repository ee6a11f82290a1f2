import { arn } from "../wire/arn";
import { AwsError } from "../wire/aws-error";

export const validation = (message: string): AwsError =>
  new AwsError("ValidationException", message);

export const parameterArn = (name: string): string =>
  arn("ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`);

/** What `GetParameter` is asked for: a name or an ARN, with a version behind a colon where one is meant. */
export interface Selection {
  /** The names the reference may stand for; an ARN does not say whether its name starts with a slash. */
  readonly names: readonly string[];
  readonly version?: number;
  /** `:3`, as it is answered. */
  readonly selector?: string;
}

export function selectionOf(reference: string | undefined): Selection {
  if (!reference)
    throw validation("Value at 'name' failed to satisfy constraint: must not be null");
  const [, path] = /^arn:aws:ssm:[\w-]+:\d+:parameter(\/.+)$/.exec(reference) ?? [];
  const [, name = "", selector] = /^([^:]*)(:.+)?$/.exec(path ?? reference) ?? [];
  if (!name) throw validation(`Parameter name: can't be "${reference}".`);
  const names = path ? [name, name.slice(1)] : [name];
  if (!selector) return { names };
  // Labels are not emulated, so one never names a version.
  const version = /^:\d+$/.test(selector) ? Number(selector.slice(1)) : Number.NaN;
  return { names, version, selector };
}

/** Refuses names that Parameter Store does. */
export function checkName(name: string | undefined): asserts name is string {
  if (!name || !/^[\w./-]{1,1011}$/.test(name) || name.includes("//") || name.endsWith("/")) {
    const rule = "Only a mix of letters, numbers and the following 4 symbols .-_/ is allowed.";
    throw validation(`Invalid parameter name. ${rule}`);
  }
  if (name.includes("/") && !name.startsWith("/")) {
    throw validation("Parameter name must be a fully qualified name.");
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw validation('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  if (name.split("/").length - 1 > 15) {
    const message = "The hierarchy can have at most 15 levels.";
    throw new AwsError("HierarchyLevelLimitExceededException", message);
  }
}
