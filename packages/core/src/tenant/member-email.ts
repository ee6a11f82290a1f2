import { findVerifiedEmail } from "../auth";
import { assertActor, withActor } from "../platform/actor";
import * as Directory from "../platform/directory";
import { isUserId, type TenantId, type UserId } from "../platform/id";
import { MembershipEntity } from "./membership.entity";

/** Brings the address that the person has proved now to their memberships. Late, or twice, it is the same. */
export async function follow(): Promise<void> {
  const { userId } = assertActor("account");
  if (!isUserId(userId)) return; // a tenant's customer is no member
  const email = await findVerifiedEmail();
  if (email === undefined) return;
  for (const tenantId of await tenantsOf(userId)) {
    await withActor({ type: "system", tenantId, service: "tenant.followEmail" }, () =>
      MembershipEntity.patch({ tenantId, userId }).set({ email }).go({ response: "none" }),
    ).catch(unlessGone);
  }
  // Another change may have come in between, whose event was quicker: the address of now is what stays.
  if ((await findVerifiedEmail()) !== email) await follow();
}

async function tenantsOf(userId: UserId): Promise<TenantId[]> {
  const found: TenantId[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof Directory.list>> = await Directory.list(
      "user-tenants",
      userId,
      { limit: 100, cursor },
    );
    found.push(...page.items.map(({ member }) => member as TenantId));
    cursor = page.cursor;
  } while (cursor);
  return found;
}

/** A membership that ended in between needs no address. */
function unlessGone(error: unknown): void {
  const why = error instanceof Error ? (error.cause as Error | undefined)?.name : undefined;
  if (why !== "ConditionalCheckFailedException") throw error;
}
