/** What IAM knows of a request. A key with several values is a list; one that is absent is left out. */
export interface IamRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export interface PolicyStatement {
  readonly allow: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `Condition`, as JSON. */
  readonly conditions: string;
}

type Context = IamRequest["context"];
type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/**
 * Whether the statements allow a request, for the part of the policy language that our stacks use; another
 * operator is an error, so that nothing is judged by guessing.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(statements: readonly PolicyStatement[], request: IamRequest): boolean {
  const applying = statements.filter((statement) => applies(statement, request));
  return applying.length > 0 && applying.every(({ allow }) => allow);
}

function applies(statement: PolicyStatement, { action, resource, context }: IamRequest): boolean {
  const { actions, resources, conditions } = statement;
  return (
    // Actions are compared without regard to case; resources are not.
    actions.some((one) => like(one.toLowerCase(), action.toLowerCase())) &&
    resources.some((one) => resolved(one, context).some((found) => like(found, resource))) &&
    Object.entries(JSON.parse(conditions) as Conditions).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, key, [values].flat(), context)),
    )
  );
}

/** One condition. All of a statement's must hold; of a condition's values, one. */
function holds(
  operator: string,
  key: string,
  values: readonly string[],
  context: Context,
): boolean {
  const [, set, name = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const inContext = context[key];
  // A key with no values is as one that is not there.
  const found = inContext?.length ? inContext : undefined;
  if (name === "Null") return values.some((one) => String(found === undefined) === one);
  const compare = COMPARISONS[name];
  if (!compare)
    throw new Error(`nobody has taught the evaluator the condition operator ${operator}`);
  if (found === undefined && ifExists) return true;
  const wanted = values.flatMap((value) => resolved(value, context));
  const matches = (one: string) => wanted.some((value) => compare(value, one));
  const given = found === undefined ? [] : [found].flat();
  // Of no values at all, all match: the well-known hole.
  if (set === "ForAllValues") return given.every(matches);
  if (set === "ForAnyValue") return given.some(matches);
  return typeof found === "string" && matches(found);
}

const COMPARISONS: Readonly<Record<string, (wanted: string, given: string) => boolean>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringLike: like,
  ArnLike: like,
};

/** A value with its variables filled in; nothing where one is unknown, which then matches nothing. */
function resolved(value: string, context: Context): string[] {
  let known = true;
  const text = value.replace(/\$\{([^}]+)\}/g, (_, key: string) => {
    const found = context[key];
    if (typeof found !== "string") known = false;
    return String(found);
  });
  return known ? [text] : [];
}

const patterns = new Map<string, RegExp>();

/** `*` is any characters, `?` is one. */
function like(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const known = patterns.get(pattern) ?? compiled(pattern);
  patterns.set(pattern, known);
  return known.test(text);
}

function compiled(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}
