import type { AwsError } from "../wire/aws-error";

export interface PageInput {
  MaxResults?: number;
  NextToken?: string;
}

/** A page of items in the order of their names; the token is the name of the last item before it. */
export function pageOf<T extends { readonly name: string }>(
  items: readonly T[],
  { MaxResults, NextToken }: PageInput,
  { size, invalidToken }: { size: number; invalidToken: () => AwsError },
): { page: T[]; NextToken?: string } {
  let rest = items;
  if (NextToken) {
    const after = Buffer.from(NextToken, "base64url").toString("utf8");
    if (!after.startsWith("after:")) throw invalidToken();
    rest = items.filter(({ name }) => name > after.slice("after:".length));
  }
  const page = rest.slice(0, MaxResults ?? size);
  const last = page.at(-1);
  if (!last || rest.length === page.length) return { page };
  return { page, NextToken: Buffer.from(`after:${last.name}`).toString("base64url") };
}

/** Items in the order of their names as bytes, which is what pages rely on. */
export function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}
