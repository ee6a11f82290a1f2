import type { ChoiceRule, Flow, State } from "../stepfunctions/asl";

/** One way from a state to another. */
export interface Choosing {
  readonly from: string;
  readonly to: string;
  readonly kind: "catch" | "choice" | "default" | "next";
  /** When this way is taken; empty for the only one. */
  readonly label: string;
}

const MAX_LABEL = 28;

/** All ways through a flow, the outermost with its beginning and end. */
export function exitsOf(
  flow: Flow,
  ends: { readonly start: string; readonly end: string },
  outermost: boolean,
): Choosing[] {
  const begin = { from: ends.start, to: flow.StartAt, kind: "next", label: "" } as const;
  const all = Object.entries(flow.States).flatMap(([from, state]) => [
    ...(outermost && isLast(state)
      ? [{ from, to: ends.end, kind: "next", label: "" } as const]
      : []),
    ...waysFrom(from, state),
  ]);
  // What the definition names but does not have cannot be drawn.
  const known = all.filter(({ to }) => to === ends.end || Object.hasOwn(flow.States, to));
  return outermost ? [begin, ...known] : known;
}

const isLast = ({ Type, End }: State) => End === true || Type === "Succeed" || Type === "Fail";

function waysFrom(from: string, state: State): Choosing[] {
  const { Next, Default, Choices = [], Catch = [] } = state;
  return [
    ...(Next === undefined ? [] : [{ from, to: Next, kind: "next", label: "" } as const]),
    ...Choices.flatMap((rule) =>
      rule.Next === undefined
        ? []
        : [{ from, to: rule.Next, kind: "choice", label: shorten(describe(rule)) } as const],
    ),
    ...(Default === undefined
      ? []
      : [{ from, to: Default, kind: "default", label: "otherwise" } as const]),
    ...Catch.map(({ ErrorEquals, Next: to }) => ({
      ...{ from, to, kind: "catch" as const },
      label: ErrorEquals.includes("States.ALL") ? "on error" : shorten(ErrorEquals.join(", ")),
    })),
  ];
}

/** A choice rule in few words, such as `$.total > 100`. */
export function describe(rule: ChoiceRule): string {
  const { And, Or, Not, Variable = "" } = rule;
  if (And) return And.map(describe).join(" and ");
  if (Or) return Or.map(describe).join(" or ");
  if (Not) return `not ${describe(Not)}`;
  const operator = Object.keys(rule).find((key) => !["Variable", "Next", "Comment"].includes(key));
  if (operator === undefined) return Variable;
  const value = rule[operator];
  const words = WORDS.find(([pattern]) => pattern.test(operator))?.[1];
  if (operator.startsWith("Is")) {
    const kind = operator.slice(2).toLowerCase();
    return `${Variable} is ${value === false ? "not " : ""}${kind}`;
  }
  return `${Variable} ${words ?? operator} ${JSON.stringify(value)}`;
}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/GreaterThanEquals(Path)?$/, "≥"],
  [/LessThanEquals(Path)?$/, "≤"],
  [/GreaterThan(Path)?$/, ">"],
  [/LessThan(Path)?$/, "<"],
  [/Equals(Path)?$/, "="],
  [/Matches$/, "like"],
];

const shorten = (text: string) =>
  text.length > MAX_LABEL ? `${text.slice(0, MAX_LABEL - 1)}…` : text;
