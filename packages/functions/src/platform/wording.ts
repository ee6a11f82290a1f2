import type * as z from "zod";

type Issue = z.core.$ZodRawIssue;

/** What each kind of value is called. */
const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

/** What each format is called, with an example where a name says too little. */
const FORMATS: Readonly<Record<string, string>> = {
  email: "an e-mail address",
  url: "an address, such as https://example.com",
  datetime: "an instant, such as 2026-01-31T09:00:00Z",
  date: "a day, such as 2026-01-31",
  time: "a time, such as 09:00:00",
  uuid: "a UUID",
  ipv4: "an IPv4 address",
  ipv6: "an IPv6 address",
  base64: "Base64",
  base64url: "Base64 for addresses",
  template_literal: "an ID of this kind",
};

const MOST_OPTIONS = 12;

/**
 * What a caller is told of a value that its schema says nothing of its own about, in the words of the rest
 * of the API. Never the value itself: it may be a secret.
 */
export function wording(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "This is needed.";
      return `Not ${KINDS[issue.expected] ?? "a value of this kind"}.`;
    case "too_small":
      return `At least ${bound(issue.minimum, issue)}.`;
    case "too_big":
      return `At most ${bound(issue.maximum, issue)}.`;
    case "not_multiple_of":
      return `Not a multiple of ${issue.divisor}.`;
    case "invalid_format":
      return `Not ${FORMATS[issue.format] ?? "in the form that is asked for"}.`;
    case "invalid_value": {
      const options = issue.values.slice(0, MOST_OPTIONS).map((value) => JSON.stringify(value));
      const more = issue.values.length > MOST_OPTIONS ? " and others" : "";
      return `Not one of ${options.join(", ")}${more}.`;
    }
    case "unrecognized_keys":
      return "There is no such field.";
    case "invalid_key":
      return "A field here has a name that is not allowed.";
    case "invalid_element":
      return "An entry here is not allowed.";
    case "invalid_union":
      return "Not in any of the forms that are allowed.";
    default:
      return "Not allowed.";
  }
}

type Sized = Extract<Issue, { code: "too_small" | "too_big" }>;

function bound(limit: number | bigint, { origin, inclusive }: Sized): string {
  const count = (unit: string) => `${limit} ${unit}${Number(limit) === 1 ? "" : "s"}`;
  if (origin === "string") return count("character");
  if (origin === "array" || origin === "set" || origin === "map") return `${limit} of them`;
  return inclusive === false ? `${limit}, without ${limit} itself` : String(limit);
}
