import { withActor } from "@faibric/core/platform/actor";
import { env } from "@faibric/core/platform/env";
import { customerOf, isCustomerKey, type OwnerId } from "@faibric/core/platform/id";
import { findSender } from "@faibric/core/tenant";

/**
 * Whose name a mail to somebody bears, where its links lead and the language it is in: a tenant's customers know
 * the tenant, not us.
 */
export async function senderTo(
  owner: OwnerId,
): Promise<{ name: string; siteUrl: string; locale?: string }> {
  const siteUrl = env("SITE_URL");
  if (!isCustomerKey(owner)) return { name: "Faibric", siteUrl };
  const { tenantId } = customerOf(owner);
  const tenant = await withActor({ type: "system", tenantId, service: "sender" }, () =>
    findSender(),
  );
  const { name = "Faibric", locale = "en" } = tenant ?? {};
  return { name, locale, siteUrl: `${siteUrl}/customers/${tenantId}` };
}
