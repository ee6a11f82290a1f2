import { type ChoiceRule, isObject, type State } from "./asl";

/** The longest a JavaScript timer can be, in seconds. A longer one would fire at once. */
export const LONGEST_TIMER_SECONDS = 2_147_483;

/** Context fields are read from here: the engine overwrites its own `$$.Execution` for every run. */
export const CONTEXT_ROOT = "Aws";

const TYPE_TESTS = new Set([
  "IsBoolean",
  "IsNull",
  "IsNumeric",
  "IsPresent",
  "IsString",
  "IsTimestamp",
]);

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

/** Makes a state mean to the engine what it means to AWS. Each line is a measured difference. */
export function normalizeState(state: State): Mutable<State> {
  const normal = moveContext(state) as Mutable<State>;
  // "$" is the whole value: the engine would store the result under a key named "$"
  if (normal.InputPath === "$") delete normal.InputPath;
  if (normal.OutputPath === "$") delete normal.OutputPath;
  if (normal.ResultPath === "$") delete normal.ResultPath;
  if (normal.Choices) normal.Choices = normal.Choices.map(normalizeRule);
  return normal;
}

function normalizeRule(rule: ChoiceRule): ChoiceRule {
  const { Next, ...test } = rule;
  return Next === undefined ? normalizeTest(test) : { ...normalizeTest(test), Next };
}

function normalizeTest(rule: ChoiceRule): ChoiceRule {
  if (rule.And) return { And: rule.And.map(normalizeTest) };
  if (rule.Or) return { Or: rule.Or.map(normalizeTest) };
  if (rule.Not) return { Not: normalizeTest(rule.Not) };
  const operator = Object.keys(rule).find((key) => key !== "Variable" && key !== "Comment") ?? "";
  const Variable = rule.Variable ?? "$";
  // the engine answers false to every `Is…: false`
  if (TYPE_TESTS.has(operator) && rule[operator] === false) {
    return { Not: { Variable, [operator]: true } };
  }
  const type = typeTestFor(operator);
  if (!type) return rule;
  const compared = { ...rule };
  if (operator === "StringMatches") {
    Object.assign(compared, { StringMatches: literalQuestionMarks(String(rule.StringMatches)) });
  }
  return { And: [{ Variable, [type]: true }, compared] };
}

/** The engine compares across types as JavaScript does ("5" < 10); on AWS such a rule does not match. */
function typeTestFor(operator: string): string | undefined {
  if (/^Numeric(Less|Greater)/.test(operator)) return "IsNumeric";
  if (/^String(Less|Greater|Matches)/.test(operator)) return "IsString";
  return /^Timestamp/.test(operator) ? "IsTimestamp" : undefined;
}

/** `*` is the only wildcard on AWS; the engine also knows `?`. */
const literalQuestionMarks = (pattern: string) => pattern.replaceAll("?", "\\?");

/** A copy in which every context path `$$.x`, also inside a function call, reads `$$.Aws.x`. */
export function moveContext(value: unknown, key = ""): unknown {
  if (typeof value === "string" && isPathField(key)) {
    return value
      .split(/('(?:\\.|[^'\\])*')/)
      .map((part, index) => (index % 2 ? part : part.replaceAll("$$", () => `$$.${CONTEXT_ROOT}`)))
      .join("");
  }
  if (Array.isArray(value)) return value.map((item) => moveContext(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, nested]) => [name, moveContext(nested, name)]),
  );
}

const isPathField = (key: string) =>
  key.endsWith(".$") || key.endsWith("Path") || key === "Variable";
