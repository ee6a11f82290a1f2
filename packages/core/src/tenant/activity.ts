import { assertActor, assertPermission, useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import type { Page } from "../platform/contract";
import * as Cursor from "../platform/cursor";
import { createId, type TenantId } from "../platform/id";
import { ActivityEntity } from "./activity.entity";
import { TenantNotFoundError } from "./tenant.errors";
import type { Activity } from "./tenant.schema";

/** A line before it is written down. Its facts are strings, so that they are read the same forever. */
export type NewActivity = Pick<Activity, "type" | "text" | "occurredAt"> & {
  readonly facts?: Readonly<Record<string, string>>;
};

/** Writes down what happened. In a consumer a repeated event adds nothing. */
export async function record(input: NewActivity): Promise<Activity> {
  const { tenantId } = assertActor("system");
  const activity = { activityId: createId("act"), ...input };
  return commit({
    entities: { activity: ActivityEntity },
    writes: (entities) => ({
      activity: entities.activity.create({ tenantId, ...activity }).commit(),
    }),
    result: activity,
  });
}

/** What happened in the tenant, newest first. */
export async function list(
  tenantId: TenantId,
  page: Page,
): Promise<{ items: Activity[]; cursor: string | null }> {
  assertPermission("tenant.read");
  if (tenantId !== useTenant()) throw new TenantNotFoundError(tenantId);
  const { data, cursor } = await ActivityEntity.query.byTenant({ tenantId }).go({
    order: "desc",
    limit: page.limit,
    cursor: await Cursor.unseal(page.cursor, "tenant.activity"),
  });
  return { items: data, cursor: await Cursor.seal(cursor, "tenant.activity") };
}
