import { type Operation, responsesOf } from "./description";

/** Why an operation may refuse, and how to mend it. */
export interface Refused {
  readonly status: string;
  readonly code: string;
  readonly text: string;
}

const BAD = 400;

/** Every refusal of an operation, by status. What is described for a status has a line for each, others' too. */
export function refusalsOf(operation: Operation): readonly Refused[] {
  return responsesOf(operation)
    .filter(([status]) => Number(status) >= BAD)
    .flatMap(([status, { description }]) =>
      [...description.matchAll(/^- `([^`]+)`: (.+)$/gm)].map(([, code = "", text = ""]) => ({
        status,
        code,
        text: text.charAt(0).toUpperCase() + text.slice(1),
      })),
    )
    .filter(({ code }) => operation["x-refusals"].includes(code));
}
