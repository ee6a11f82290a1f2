import { AwsError } from "../wire/aws-error";
import type { Parameter, Parameters, ParameterType, Tier } from "./parameter";
import { checkName, validation } from "./parameter-name";

export interface PutInput {
  Name?: string;
  Value?: string;
  Type?: string;
  Description?: string;
  KeyId?: string;
  Overwrite?: boolean;
  AllowedPattern?: string;
  Tier?: string;
  DataType?: string;
  Tags?: unknown[];
}

const TYPES: readonly ParameterType[] = ["String", "StringList", "SecureString"];
const MAX_BYTES = { Standard: 4096, Advanced: 8192 } as const;
const DEFAULT_KEY = "alias/aws/ssm";

/** PutParameter, as documented: a new parameter, or with `Overwrite` a new version of one. */
export function putParameter(parameters: Parameters, input: PutInput) {
  const { Name: name, Value: value = "", Overwrite: overwrite = false, Tags: tags = [] } = input;
  checkName(name);
  const before = parameters.newest(name);
  if (before && !overwrite) {
    const message =
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.";
    throw new AwsError("ParameterAlreadyExists", message);
  }
  if (overwrite && tags.length > 0) {
    throw validation("Invalid request: tags and overwrite can't be used together.");
  }
  if (value === "") throw validation("Value at 'value' failed: length must be 1 or more");
  const type = typeOf(input, before);
  const tier = tierOf(input, before, Buffer.byteLength(value));
  const allowedPattern = input.AllowedPattern ?? before?.allowedPattern ?? null;
  checkPattern(allowedPattern, value);
  if (type !== "SecureString" && input.KeyId !== undefined) {
    throw validation("KeyId is only for parameters of the type SecureString.");
  }
  const keyId = input.KeyId ?? before?.keyId ?? DEFAULT_KEY;
  const draft = {
    ...{ name, value, type, tier, allowedPattern },
    keyId: type === "SecureString" ? keyId : null,
    description: input.Description ?? before?.description ?? null,
    dataType: input.DataType ?? before?.dataType ?? "text",
  };
  try {
    return { Version: parameters.put(draft), Tier: tier };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "NotFoundException") throw error;
    throw new AwsError("InvalidKeyId", error.message);
  }
}

function typeOf({ Type }: PutInput, before: Parameter | undefined): ParameterType {
  const type = Type ?? before?.type;
  if (!type) throw validation("A parameter type is required when you create a parameter.");
  const known = TYPES.find((candidate) => candidate === type);
  if (!known) {
    throw new AwsError("UnsupportedParameterType", `${type} is not a supported parameter type.`);
  }
  return known;
}

function tierOf({ Tier }: PutInput, before: Parameter | undefined, size: number): Tier {
  const fitting = size > MAX_BYTES.Standard ? "Advanced" : (before?.tier ?? "Standard");
  const tier = Tier === "Intelligent-Tiering" ? fitting : (Tier ?? before?.tier ?? "Standard");
  if (tier !== "Standard" && tier !== "Advanced") throw validation(`${tier} is not a tier.`);
  if (tier === "Standard" && before?.tier === "Advanced") {
    throw validation("An advanced parameter can't become a standard parameter.");
  }
  if (size > MAX_BYTES[tier]) {
    const rule = `support a maximum parameter value of ${MAX_BYTES[tier]} characters.`;
    throw validation(`${tier} tier parameters ${rule}`);
  }
  return tier;
}

function checkPattern(pattern: string | null, value: string): void {
  if (pattern === null) return;
  let allowed: RegExp;
  try {
    allowed = new RegExp(pattern);
  } catch (cause) {
    const message = `The pattern is not a regular expression: ${String(cause)}`;
    throw new AwsError("InvalidAllowedPatternException", message);
  }
  if (!allowed.test(value)) {
    const message = `Parameter value, cannot be validated against allowedPattern: ${pattern}`;
    throw new AwsError("ParameterPatternMismatchException", message);
  }
}
