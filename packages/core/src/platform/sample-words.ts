/** What stands in samples until a reader's own is put there. */
export const SAMPLE = {
  url: "https://faibric.example",
  tenantId: "tnt_01jd3zq8v5m0w2e7r9t4y6x1kp",
  version: 3,
} as const;

/** What callers show, and the variables that samples take it from: a secret has no place in a program. */
export const SECRETS = {
  apiKey: "FAIBRIC_API_KEY",
  accessToken: "FAIBRIC_ACCESS_TOKEN",
  appKey: "FAIBRIC_APP_KEY",
  customerToken: "FAIBRIC_CUSTOMER_TOKEN",
} as const;
export type Secret = keyof typeof SECRETS;

/** What is known of a reader: the rest stays as it is. */
export type Filling = Partial<Record<Secret | "url" | "tenantId", string>>;

/**
 * A sample with the reader's own in it. What they give is written as the text it is: in a shell's double
 * quotes and in a string of a program nothing of it counts for more.
 */
export function fillIn(source: string, filling: Filling): string {
  let filled = source;
  for (const [name, variable] of Object.entries(SECRETS) as [Secret, string][]) {
    const own = filling[name];
    if (!own) continue;
    filled = filled
      .replaceAll(`process.env.${variable} ?? ""`, () => JSON.stringify(own))
      .replaceAll(`$${variable}`, () => own.replace(/[\\"$`]/g, "\\$&"));
  }
  for (const name of ["url", "tenantId"] as const) {
    const own = filling[name];
    if (own) filled = filled.replaceAll(SAMPLE[name], () => own);
  }
  return filled;
}
