import { env } from "../platform/env";

const NAME = "Faibric";

/** Who passkeys are made for: the site's host, and pages of its origin alone. Source: WebAuthn 3, section 5.1.2 */
export function relyingParty(): { id: string; name: string; origin: string } {
  const { hostname, origin } = new URL(env("SITE_URL"));
  return { id: hostname, name: NAME, origin };
}
