import { AwsError } from "../wire/aws-error";
import type { Parameter } from "./parameter";

export interface ParameterFilter {
  Key: string;
  Option?: string;
  Values?: string[];
}

/** What can be filtered by, and how, the default first. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  Name: ["Equals", "BeginsWith", "Contains"],
  Type: ["Equals", "BeginsWith"],
  KeyId: ["Equals", "BeginsWith"],
  Tier: ["Equals"],
  DataType: ["Equals"],
  Path: ["OneLevel", "Recursive"],
};

/** Whether `name` is below `path`: right below it, or at any depth. */
export function isBelow(name: string, path: string, recursive: boolean): boolean {
  const prefix = path.endsWith("/") ? path : `${path}/`;
  const qualified = name.startsWith("/") ? name : `/${name}`;
  if (!qualified.startsWith(prefix)) return false;
  return recursive || !qualified.slice(prefix.length).includes("/");
}

/** A test for parameters that pass all filters; `keys` are the ones this operation knows. */
export function passes(filters: readonly ParameterFilter[], keys: readonly string[]) {
  const checks = filters.map(({ Key, Option, Values = [] }) => {
    const options = OPTIONS[Key];
    if (!options || !keys.includes(Key)) {
      throw new AwsError("InvalidFilterKey", `The filter key ${Key} is not valid.`);
    }
    const option = Option ?? options[0] ?? "Equals";
    if (!options.includes(option)) {
      throw new AwsError("InvalidFilterOption", `The filter option ${option} is not valid.`);
    }
    if (Values.length === 0) {
      throw new AwsError("InvalidFilterValue", `The filter ${Key} needs a value.`);
    }
    return (parameter: Parameter) => Values.some((value) => matches(parameter, Key, option, value));
  });
  return (parameter: Parameter) => checks.every((check) => check(parameter));
}

function matches(parameter: Parameter, key: string, option: string, value: string): boolean {
  if (key === "Path") return isBelow(parameter.name, value, option === "Recursive");
  const fields: Record<string, string | null> = {
    Name: parameter.name,
    Type: parameter.type,
    KeyId: parameter.keyId,
    Tier: parameter.tier,
    DataType: parameter.dataType,
  };
  const has = fields[key] ?? "";
  if (option === "BeginsWith") return has.startsWith(value);
  return option === "Contains" ? has.includes(value) : has === value;
}
