import { explain } from "./explain";

/** What one check of the doctor found. */
export interface Finding {
  readonly check: string;
  readonly status: "ok" | "warning" | "problem";
  readonly found: string;
  /** How to mend it. */
  readonly todo?: string;
}

export type Check = () => Promise<Finding | readonly Finding[]>;

export const ok = (check: string, found: string): Finding => ({ check, status: "ok", found });
export const warning = (check: string, found: string, todo: string): Finding => ({
  ...{ check, found, todo },
  status: "warning",
});
export const problem = (check: string, found: string, todo: string): Finding => ({
  ...{ check, found, todo },
  status: "problem",
});

/** Runs all checks at once. One that cannot be made is a problem of its own. */
export async function examine(checks: Readonly<Record<string, Check>>): Promise<Finding[]> {
  const found = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        return await check();
      } catch (error) {
        const [says = "", ...more] = explain(error).split("\n");
        return problem(name, "could not be checked", [says, ...more].join(" "));
      }
    }),
  );
  return found.flat();
}
