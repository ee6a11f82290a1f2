import { pagePolicy, SECURE_HEADERS } from "@faibric/core/platform/security-headers";
import { type NextRequest, NextResponse } from "next/server";

const NONCE_BYTES = 16;

/** Gives each page its content security policy. Next.js reads the nonce from it, and puts it on its scripts. */
export function proxy(request: NextRequest): NextResponse {
  const random = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const nonce = btoa(String.fromCharCode(...random));
  const policy = pagePolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(SECURE_HEADERS)) response.headers.set(name, value);
  return response;
}

export const config = {
  // Pages only: scripts, styles and images have no policy of their own.
  matcher: ["/((?!_next/static|_next/image|.*\\.).*)"],
};
