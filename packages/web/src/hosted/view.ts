import type { PublicView } from "@faibric/core/site/site.schema";

const TIMEOUT_MS = 8_000;

/** Which view is asked for: a site by its slug, and one of its pages, or where it starts. */
export interface Wanted {
  readonly site: string;
  readonly page?: string;
}

export type Found =
  | { readonly kind: "found"; readonly view: PublicView }
  | { readonly kind: "missing" }
  | { readonly kind: "limited"; readonly retryAfter: string };

/**
 * Reads what everybody may see, from the API as anybody would. It comes from our server, not from the visitor:
 * with the secret of the edge it says whose request it is, so that each visitor has limits of their own.
 */
export async function readView({ site, page }: Wanted, visitor: string): Promise<Found> {
  const path = ["api", "public", "sites", site, ...(page === undefined ? [] : ["pages", page])];
  const url = new URL(path.map(encodeURIComponent).join("/"), `${apiUrl()}/`);
  const answer = await fetch(url, {
    headers: { "x-faibric-edge": process.env.EDGE_SECRET ?? "", "x-faibric-viewer": visitor },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    cache: "no-store",
  });
  if (answer.ok) return { kind: "found", view: (await answer.json()) as PublicView };
  if (answer.status === 429) {
    return { kind: "limited", retryAfter: answer.headers.get("retry-after") ?? "60" };
  }
  // What can be the name of no site is none.
  if (answer.status === 404 || answer.status === 400) return { kind: "missing" };
  throw new Error(`the API answered ${answer.status} to ${url.pathname}`);
}

/** Where the API is for our own server. */
function apiUrl(): string {
  const url = process.env.FAIBRIC_API_URL;
  if (!url) throw new Error("FAIBRIC_API_URL does not say where the API is");
  return url;
}
