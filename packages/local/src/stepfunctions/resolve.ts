import type { Json } from "./asl";
import { runStep } from "./step";
import type { Work } from "./work";

/** Resolves a payload template against `input`, as Parameters are. */
export async function resolveTemplate(
  { name, run, context }: Work,
  template: Json,
  input: Json,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Json> {
  const { output } = await runStep({
    name,
    state: { Type: "Pass", Parameters: template, End: true },
    input,
    context: { ...context, ...more },
    signal: run.signal,
    secondMs: run.secondMs,
    perform: async (resolved) => resolved,
  });
  return output;
}

/** The value a path such as `$.items` or `$$.Execution.Input.items` points to. */
export async function resolve(work: Work, path: string, input: Json): Promise<Json> {
  const resolved = await resolveTemplate(work, { "value.$": path }, input);
  return (resolved as { value: Json }).value;
}
