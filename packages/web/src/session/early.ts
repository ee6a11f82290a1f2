/** The lock by which tabs take turns: the refresh token is good once. */
export const TURN = "faibric-session";
/** What stands in the body counts only where there is no cookie, and then it is no token. */
export const FROM_COOKIE = "cookie";

declare global {
  var faibricEarly: Promise<Response> | undefined;
}

/** What the page itself asked before its scripts were there (see `early-script.ts`), for the first who wants it. */
export function takeEarly(): Promise<Response> | undefined {
  const early = globalThis.faibricEarly;
  globalThis.faibricEarly = undefined;
  return early;
}
