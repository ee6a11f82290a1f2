import { BlockList, isIP } from "node:net";
import { isObject, type Json, type JsonObject } from "./json";
import { compileNumericRange, isInRange, toMillionths } from "./numeric-range";
import { invalid } from "./pattern-error";
import { compileWildcard } from "./wildcard";

/** Whether one value of an event fits one element of a pattern's leaf. */
export type ValueTest = (value: Json) => boolean;

type TextTest = (value: string) => boolean;

const onText =
  (test: TextTest): ValueTest =>
  (value) =>
    typeof value === "string" && test(value);

/** The text operators; each also stands inside `anything-but`. */
const TEXT_OPERATORS: Readonly<Record<string, (operand: Json) => TextTest>> = {
  prefix: (operand) => affix("prefix", operand, (text, part) => text.startsWith(part)),
  suffix: (operand) => affix("suffix", operand, (text, part) => text.endsWith(part)),
  "equals-ignore-case": (operand) => {
    const wanted = text("equals-ignore-case", operand).toLowerCase();
    return (value) => value.toLowerCase() === wanted;
  },
  wildcard: (operand) => compileWildcard(text("wildcard", operand)),
};

const OPERATORS: Readonly<Record<string, (operand: Json) => ValueTest | "absent">> = {
  exactly: (operand) => {
    const wanted = text("exactly", operand);
    return (value) => value === wanted;
  },
  "anything-but": compileAnythingBut,
  numeric: compileNumericRange,
  cidr: compileCidr,
  exists: (operand) => {
    if (typeof operand !== "boolean") {
      return invalid("exists match pattern must be either true or false.");
    }
    return operand ? () => true : "absent";
  },
};

/** Names that must not be field names inside `$or`, for they are operators or may become one. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...Object.keys(TEXT_OPERATORS),
  ...Object.keys(OPERATORS),
  ...["=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case"],
  ...["date-after", "date-on-or-after", "date-before", "date-on-or-before", "in-date-range"],
  ...["ip-address-in-range", "ip-address-not-in-range"],
]);

/** Compiles one element of a pattern's leaf; `"absent"` is `{"exists": false}`. */
export function compileTest(pattern: Json): ValueTest | "absent" {
  if (Array.isArray(pattern)) {
    return invalid("Match value must be String, number, true, false, or null");
  }
  if (!isObject(pattern)) return (value) => value === pattern;
  const [name, operand] = onlyEntry(pattern);
  const onTextOperator = own(TEXT_OPERATORS, name);
  if (onTextOperator) return onText(onTextOperator(operand));
  const operator = own(OPERATORS, name);
  return operator ? operator(operand) : invalid(`Unrecognized match type ${name}`);
}

/** Fits any value but those named: also numbers and null where texts are named. */
function compileAnythingBut(operand: Json): ValueTest {
  if (isObject(operand)) {
    const [name, inner] = onlyEntry(operand);
    const operator = own(TEXT_OPERATORS, name);
    if (!operator) return invalid(`Unsupported anything-but pattern: ${name}`);
    const parts = Array.isArray(inner) ? (inner as Json[]) : [inner];
    if (parts.length === 0) return invalid("Empty arrays are not allowed");
    if (!parts.every((part) => typeof part === "string" && part !== "")) {
      return invalid(`Inside anything-but, ${name} takes texts that are not empty`);
    }
    const tests = parts.map((part) => onText(operator(part)));
    return (value) => !tests.some((test) => test(value));
  }
  const excluded = Array.isArray(operand) ? (operand as Json[]) : [operand];
  const kinds = new Set(excluded.map((value) => (value === null ? "null" : typeof value)));
  if (kinds.has("null") || kinds.has("boolean") || kinds.has("object")) {
    return invalid("Inside anything but list, start|null|boolean is not supported.");
  }
  if (kinds.size !== 1) {
    return invalid(
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  }
  return (value) => !excluded.some((one) => sameValue(one, value));
}

function sameValue(a: Json, b: Json): boolean {
  if (typeof a !== "number" || typeof b !== "number") return a === b;
  return isInRange(a) && isInRange(b) ? toMillionths(a) === toMillionths(b) : a === b;
}

function compileCidr(operand: Json): ValueTest {
  const [network = "", bits = "", ...more] = text("cidr", operand).split("/");
  const version = isIP(network);
  if (!bits || more.length > 0) return invalid("Malformed CIDR, one '/' required");
  if (!version) return invalid("Malformed CIDR, its address is not an IP address");
  if (!/^\d+$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) {
    return invalid("Malformed CIDR, mask bits are out of range");
  }
  const family = version === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), family);
  return onText((value) => isIP(value) === version && list.check(value, family));
}

function affix(
  name: string,
  operand: Json,
  fits: (text: string, part: string) => boolean,
): TextTest {
  if (!isObject(operand)) {
    const part = text(name, operand);
    return (value) => fits(value, part);
  }
  const [inner, folded] = onlyEntry(operand);
  if (inner !== "equals-ignore-case") return invalid(`Unsupported ${name} pattern: ${inner}`);
  const part = text(name, folded).toLowerCase();
  return (value) => fits(value.toLowerCase(), part);
}

function text(name: string, operand: Json): string {
  return typeof operand === "string" ? operand : invalid(`${name} match pattern must be a string`);
}

function onlyEntry(pattern: JsonObject): [string, Json] {
  const [entry, another] = Object.entries(pattern);
  if (!entry) return invalid("Match expression name not found");
  return another ? invalid("Only one key allowed in match expression") : entry;
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
