import type { Embed } from "./embed";

/**
 * Asks a public operation of the API. A plain GET without headers of its own, which needs no preflight.
 * @throws Error with what the API says is wrong
 */
export async function ask<T>({ origin, appKey }: Embed, path: string): Promise<T> {
  const url = new URL(path, origin);
  url.searchParams.set("appKey", appKey);
  const response = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(detailOf(body) ?? `the API answered ${response.status}`);
  return body as T; // the contract's own answer: checking it again would cost more than the widget
}

function detailOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("detail" in body)) return undefined;
  return typeof body.detail === "string" ? body.detail : undefined;
}
