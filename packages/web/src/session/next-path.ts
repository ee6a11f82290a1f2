const HOME = "/home";

/** Where to go after signing in: a path of this site, whatever the address asks for. */
export function nextPath(asked: string | null, origin: string): string {
  if (!asked?.startsWith("/")) return HOME;
  // Parsed as the browser will: `//evil.example` and `/\evil.example` are other sites.
  const url = new URL(asked, origin);
  // What `/a/..//evil.example` becomes is a path here, and another site where it is parsed once more.
  if (url.origin !== origin || url.pathname.startsWith("//")) return HOME;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The address of the sign-in page that comes back here. */
export function signInPath(here: string): string {
  return `/sign-in?${new URLSearchParams({ next: here })}`;
}
