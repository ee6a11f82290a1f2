import { pagePolicy, SECURE_HEADERS } from "@faibric/core/platform/security-headers";
import { RESERVED_SLUGS } from "@faibric/core/tenant/tenant.schema";
import { type NextRequest, NextResponse } from "next/server";

/** By which our edge says that a request is for a business's own domain. */
const DOMAIN_HEADER = "x-faibric-domain";
const NONCE_BYTES = 16;

/** Gives each page its content security policy. Next.js reads the nonce from it, and puts it on its scripts. */
export function proxy(request: NextRequest): NextResponse {
  const path = request.nextUrl.pathname;
  // At a business's own domain there is nothing of the platform, however somebody got here.
  const domain = request.headers.get(DOMAIN_HEADER);
  if (domain !== null && path.split("/", 2)[1] !== domain) {
    return new NextResponse(null, { status: 404 });
  }
  if (isHosted(path)) return NextResponse.next();
  const random = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const nonce = btoa(String.fromCharCode(...random));
  const policy = pagePolicy(nonce, process.env.NODE_ENV === "development", process.env.FILES_URL);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(SECURE_HEADERS)) response.headers.set(name, value);
  return response;
}

/** What businesses show says its own policy, which is the same for all visitors: nothing of it runs. */
function isHosted(path: string): boolean {
  const [, first = ""] = path.split("/", 2);
  return first !== "" && !RESERVED_SLUGS.includes(first);
}

export const config = {
  // Pages only: scripts, styles and images have no policy of their own.
  matcher: ["/((?!_next/static|_next/image|.*\\.).*)"],
};
