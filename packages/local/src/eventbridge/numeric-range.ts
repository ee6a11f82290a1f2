import type { Json } from "./json";
import { invalid } from "./pattern-error";

const LIMIT = 5e9;

/** Whether EventBridge compares this number at all: from -5e9 to 5e9. */
export const isInRange = (value: number): boolean => Math.abs(value) <= LIMIT;

/** EventBridge compares six digits after the decimal point. */
export const toMillionths = (value: number): number => Math.round(value * 1e6);

type Bound = (value: number) => boolean;

const BOUNDS: Readonly<Record<string, (limit: number) => Bound>> = {
  "=": (limit) => (value) => value === limit,
  "<": (limit) => (value) => value < limit,
  "<=": (limit) => (value) => value <= limit,
  ">": (limit) => (value) => value > limit,
  ">=": (limit) => (value) => value >= limit,
};

/** Compiles the operand of `numeric`: `["=", 3]`, `["<", 10]` or `[">", 0, "<=", 5]`. */
export function compileNumericRange(operand: Json): (value: Json) => boolean {
  if (!Array.isArray(operand)) return invalid("Value of numeric must be an array.");
  const [operator, limit, second, top, ...more] = operand as Json[];
  const bounds = [compileBound(operator, limit)];
  if (second !== undefined) {
    if (operator !== ">" && operator !== ">=") {
      return invalid("Too many elements in numeric expression");
    }
    if (second !== "<" && second !== "<=") {
      return invalid(`Bad numeric range operator: ${String(second)}`);
    }
    bounds.push(compileBound(second, top));
    if (more.length > 0) return invalid("Too many terms in numeric range expression");
    if (Number(limit) >= Number(top)) return invalid("Bottom must be less than top");
  }
  return (value) => {
    if (typeof value !== "number" || !isInRange(value)) return false;
    return bounds.every((fits) => fits(toMillionths(value)));
  };
}

function compileBound(operator: Json | undefined, limit: Json | undefined): Bound {
  if (typeof operator !== "string") {
    return invalid(`Invalid member in numeric match: ${String(operator)}`);
  }
  const bound = Object.hasOwn(BOUNDS, operator) ? BOUNDS[operator] : undefined;
  if (!bound) return invalid(`Unrecognized numeric range operator: ${operator}`);
  if (typeof limit !== "number") {
    return invalid(`Value of ${operator === "=" ? "equals" : operator} must be numeric`);
  }
  if (!isInRange(limit)) return invalid(`Value must be between ${-LIMIT} and ${LIMIT}, inclusive`);
  return bound(toMillionths(limit));
}
