/** As a page asks: the refresh token comes and goes as a cookie that no script reads. */
export function withCookie(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set("x-session", "cookie");
  return fetch(input, { ...init, headers, credentials: "same-origin" });
}
