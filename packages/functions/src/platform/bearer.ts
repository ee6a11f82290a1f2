import { UnauthenticatedError } from "@faibric/core/platform/errors";

/** The token in an Authorization header. Source: RFC 6750, section 2.1 */
export function bearer(header: string | undefined): string {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(header ?? "") ?? [];
  if (!token)
    throw new UnauthenticatedError("Send your access token: Authorization: Bearer <token>.");
  return token;
}
