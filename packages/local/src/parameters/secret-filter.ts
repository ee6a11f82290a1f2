import { AwsError } from "../wire/aws-error";
import type { Secret } from "./secret";

export interface SecretFilter {
  Key?: string;
  Values?: string[];
}

/** What each filter looks at; `all` looks at everything. */
const FIELDS: Readonly<Record<string, (secret: Secret) => string[]>> = {
  name: ({ name }) => [name],
  description: ({ description }) => (description ?? "").split(/\s+/),
  "tag-key": ({ tags }) => tags.map(({ Key }) => Key),
  "tag-value": ({ tags }) => tags.map(({ Value }) => Value),
};

/**
 * A test for secrets that pass all filters. A value matches what begins with it; with `!` in front, what
 * does not.
 */
export function passesAll(filters: readonly SecretFilter[]): (secret: Secret) => boolean {
  const checks = filters.map(({ Key = "", Values = [] }) => {
    const fieldsOf = Key === "all" ? everything : FIELDS[Key];
    if (!fieldsOf) {
      throw new AwsError("InvalidParameterException", `${Key} is not a filter of this operation.`);
    }
    return (secret: Secret) => Values.some((value) => matches(fieldsOf(secret), value));
  });
  return (secret) => checks.every((check) => check(secret));
}

const everything = (secret: Secret) =>
  Object.values(FIELDS).flatMap((fieldsOf) => fieldsOf(secret));

function matches(fields: readonly string[], value: string): boolean {
  const wanted = value.startsWith("!") ? value.slice(1) : value;
  return fields.some((field) => field.startsWith(wanted)) !== value.startsWith("!");
}
