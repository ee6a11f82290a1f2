import { assertActor } from "../platform/actor";
import * as Directory from "../platform/directory";
import { MembershipEntity } from "./membership.entity";
import * as Tenant from "./tenant";

const AT_ONCE = 25;

/**
 * Brings the tenant's name to its members' lists of tenants. Run late, twice or in another order than the
 * names were given, it ends with the name that the tenant has: what it writes is read now, and has its version.
 */
export async function followName(): Promise<void> {
  const { tenantId } = assertActor("system");
  const { name, slug, version } = await Tenant.get(tenantId, true);
  let cursor: string | null = null;
  do {
    const page: { data: { userId: string }[]; cursor: string | null } = await MembershipEntity.query
      .byTenant({ tenantId })
      .go({ limit: AT_ONCE, cursor, consistent: true });
    await Promise.all(
      page.data.map(({ userId }) =>
        Directory.catchUp(
          { kind: "user-tenants", name: userId, member: tenantId },
          { detail: { name, slug }, version },
        ),
      ),
    );
    cursor = page.cursor;
  } while (cursor);
}
