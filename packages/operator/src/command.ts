import type * as z from "zod";
import { UsageError } from "./failure";
import type { Output } from "./output";

export interface Option {
  /** What its value is called, such as `<n>`; one without is a switch. */
  readonly value?: string;
  readonly says: string;
}

export interface Command {
  /** `["dlq", "list"]` */
  readonly words: readonly string[];
  readonly summary: string;
  /** The one word that must follow, such as `<queue>`. */
  readonly argument?: string;
  readonly options: Readonly<Record<string, Option>>;
  /** What else one should know, as lines of at most 80 characters. */
  readonly notes?: string;
  /** Loads what runs it: `--help` must not wait for the AWS SDK. */
  load(): Promise<Run>;
}

/** One call of a command. */
export interface Call {
  readonly stage: string;
  readonly region: string | undefined;
  /** Empty for a command that takes none. */
  readonly argument: string;
  readonly options: Readonly<Record<string, string | boolean>>;
  readonly output: Output;
}

/** Answers the exit code where it is not 0. */
export type Run = (call: Call) => Promise<number | undefined>;

/** The command's own options, as they are meant. @throws UsageError that names the one that is wrong */
export function optionsOf<T extends z.ZodObject>(schema: T, { options }: Call): z.output<T> {
  const own = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, options[name]]));
  const { success, data, error } = schema.safeParse(own);
  if (success) return data;
  const [first] = error.issues;
  throw new UsageError(`--${String(first?.path[0])} must be ${first?.message}.`);
}
