import { withActor } from "@faibric/core/platform/actor";
import { env } from "@faibric/core/platform/env";
import { customerOf, isCustomerKey, type OwnerId } from "@faibric/core/platform/id";
import { findName } from "@faibric/core/tenant";

/** Whose name a mail to somebody bears, and where its links lead: a tenant's customers know the tenant, not us. */
export async function senderTo(owner: OwnerId): Promise<{ name: string; siteUrl: string }> {
  const siteUrl = env("SITE_URL");
  if (!isCustomerKey(owner)) return { name: "Faibric", siteUrl };
  const { tenantId } = customerOf(owner);
  const name = await withActor({ type: "system", tenantId, service: "sender" }, () => findName());
  return { name: name ?? "Faibric", siteUrl: `${siteUrl}/customers/${tenantId}` };
}
