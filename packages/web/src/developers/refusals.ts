import { type Operation, responsesOf } from "./description";

/** Why an operation may refuse, and how to mend it. */
export interface Refused {
  readonly status: string;
  readonly code: string;
  readonly text: string;
}

const BAD = 400;

const known = new Map<string, Refused>();

/** The same one wherever it is named: what is the same goes to the browser once. */
function once(refused: Refused): Refused {
  const key = JSON.stringify(refused);
  const found = known.get(key) ?? refused;
  known.set(key, found);
  return found;
}

/** Every refusal of an operation, by status. What is described for a status has a line for each, others' too. */
export function refusalsOf(operation: Operation): readonly Refused[] {
  return responsesOf(operation)
    .filter(([status]) => Number(status) >= BAD)
    .flatMap(([status, { description }]) =>
      [...description.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, code = "", text = ""]) =>
        once({ status, code, text: text.charAt(0).toUpperCase() + text.slice(1) }),
      ),
    )
    .filter(({ code }) => operation["x-refusals"].includes(code));
}
