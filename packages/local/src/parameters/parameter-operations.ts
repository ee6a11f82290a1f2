import { ACCOUNT } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import { byName, type PageInput, pageOf } from "./page";
import type { Parameter, Parameters } from "./parameter";
import { isBelow, type ParameterFilter, passes } from "./parameter-filter";
import { parameterArn, selectionOf, validation } from "./parameter-name";
import { type PutInput, putParameter } from "./put-parameter";

interface Decryption {
  WithDecryption?: boolean;
}
interface ByPathInput extends Decryption, PageInput {
  Path?: string;
  Recursive?: boolean;
  ParameterFilters?: ParameterFilter[];
}
interface DescribeInput extends PageInput {
  ParameterFilters?: ParameterFilter[];
  /** The older form; a name begins with its values. */
  Filters?: { Key: string; Values: string[] }[];
}

/** Parameter Store, as in the API reference of Systems Manager. */
export function parameterOperations(parameters: Parameters) {
  const shown = (parameter: Parameter, decrypted: boolean | undefined, selector?: string) => ({
    Name: parameter.name,
    Type: parameter.type,
    Value:
      parameter.type === "SecureString" && !decrypted
        ? Buffer.from(parameter.value).toString("base64")
        : parameters.open(parameter),
    Version: parameter.version,
    LastModifiedDate: parameter.modifiedAt / 1000,
    ARN: parameterArn(parameter.name),
    DataType: parameter.dataType,
    ...(selector && { Selector: selector }),
  });

  return {
    PutParameter: (input: PutInput) => putParameter(parameters, input),
    GetParameter({ Name, WithDecryption }: Decryption & { Name?: string }) {
      const selection = selectionOf(Name);
      return { Parameter: shown(parameters.get(selection), WithDecryption, selection.selector) };
    },
    GetParameters({ Names, WithDecryption }: Decryption & { Names?: string[] }) {
      const Parameters: ReturnType<typeof shown>[] = [];
      const InvalidParameters: string[] = [];
      for (const name of namesOf(Names)) {
        try {
          const selection = selectionOf(name);
          Parameters.push(shown(parameters.get(selection), WithDecryption, selection.selector));
        } catch (error) {
          if (!isNotFound(error)) throw error;
          InvalidParameters.push(name);
        }
      }
      return { Parameters, InvalidParameters };
    },
    GetParametersByPath(input: ByPathInput) {
      const { Path = "", Recursive = false, WithDecryption, ParameterFilters = [] } = input;
      if (!Path.startsWith("/")) {
        throw validation("The parameter path must begin with a forward slash (/).");
      }
      const filter = passes(ParameterFilters, ["Type", "KeyId"]);
      const below = parameters.all().filter(({ name }) => isBelow(name, Path, Recursive));
      const { page, NextToken } = paged(below.filter(filter), input, 10);
      return { Parameters: page.map((item) => shown(item, WithDecryption)), NextToken };
    },
    DescribeParameters(input: DescribeInput) {
      const older = (input.Filters ?? []).map((filter) => ({ ...filter, Option: "BeginsWith" }));
      const filters = [...(input.ParameterFilters ?? []), ...older];
      const keys = ["Name", "Type", "KeyId", "Path", "Tier", "DataType"];
      const { page, NextToken } = paged(parameters.all().filter(passes(filters, keys)), input, 50);
      return { Parameters: page.map(described), NextToken };
    },
    DeleteParameter({ Name = "" }: { Name?: string }) {
      const { names } = selectionOf(Name);
      if (!names.some(parameters.remove)) {
        throw new AwsError("ParameterNotFound", `Parameter ${Name} not found.`);
      }
    },
    DeleteParameters({ Names }: { Names?: string[] }) {
      const names = namesOf(Names);
      const DeletedParameters = names.filter(parameters.remove);
      const InvalidParameters = names.filter((name) => !DeletedParameters.includes(name));
      return { DeletedParameters, InvalidParameters };
    },
  };
}

const isNotFound = (error: unknown) =>
  error instanceof AwsError &&
  ["ParameterNotFound", "ParameterVersionNotFound"].includes(error.code);

function namesOf(names: readonly string[] = []): readonly string[] {
  if (names.length < 1 || names.length > 10) {
    throw validation("Value at 'names' failed: must have length between 1 and 10");
  }
  if (new Set(names).size < names.length) {
    throw validation("Duplicate parameters in the request are not allowed.");
  }
  return names;
}

function paged(items: readonly Parameter[], input: PageInput, most: number) {
  const { MaxResults: wanted = most } = input;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > most) {
    throw validation(`Value at 'maxResults' failed: must be between 1 and ${most}`);
  }
  const invalidToken = () => new AwsError("InvalidNextToken", "The specified token isn't valid.");
  return pageOf(byName(items), input, { size: most, invalidToken });
}

function described(parameter: Parameter) {
  return {
    Name: parameter.name,
    ARN: parameterArn(parameter.name),
    Type: parameter.type,
    ...(parameter.keyId && { KeyId: parameter.keyId }),
    LastModifiedDate: parameter.modifiedAt / 1000,
    LastModifiedUser: `arn:aws:iam::${ACCOUNT}:root`,
    ...(parameter.description && { Description: parameter.description }),
    ...(parameter.allowedPattern && { AllowedPattern: parameter.allowedPattern }),
    Version: parameter.version,
    Tier: parameter.tier,
    Policies: [],
    DataType: parameter.dataType,
  };
}
