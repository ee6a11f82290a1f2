import { isDeepStrictEqual } from "node:util";
import { hasSecondFactor } from "../auth";
import { assertPermission, useActor } from "../platform/actor";
import { commit } from "../platform/commit";
import { StaleError } from "../platform/errors";
import type { TenantId } from "../platform/id";
import * as Tenants from "./tenant";
import { TenantEntity } from "./tenant.entity";
import { OwnFactorNeededError, TenantNotReadyError } from "./tenant.errors";
import { SettingsChanged } from "./tenant.events";
import {
  type SecurityChange,
  SecuritySettings,
  type SettingsChange,
  type Tenant,
  TenantSettings,
} from "./tenant.schema";

type Values = Readonly<Record<string, unknown>>;

/** Changes some settings of the version they were read in. @throws StaleError, TenantNotReadyError */
export async function change(input: {
  tenantId: TenantId;
  change: SettingsChange;
  version: number;
}): Promise<Tenant> {
  assertPermission("tenant.write");
  const { tenantId, version } = input;
  const before = await Tenants.find(tenantId);
  // An onboarding that is under way would put back what the tenant was founded with.
  if (before.status === "onboarding" || before.status === "failed") throw new TenantNotReadyError();
  const settings = TenantSettings.parse({ ...before.settings, ...input.change });
  return save({ before, version, set: { settings }, from: before.settings, to: settings });
}

/** Changes who is let in and how long it is kept who did what. @throws StaleError, OwnFactorNeededError */
export async function changeSecurity(input: {
  tenantId: TenantId;
  change: SecurityChange;
  version: number;
}): Promise<Tenant> {
  assertPermission("tenant.govern");
  const { tenantId, version } = input;
  const before = await Tenants.find(tenantId);
  const from = SecuritySettings.parse(before.security ?? {});
  const security = SecuritySettings.parse({ ...from, ...input.change });
  if (security.requireMfa && !from.requireMfa) {
    // What they saw is no more: whether they need a factor is to be judged by what there is.
    if (before.version !== version) throw new StaleError();
    await assertOwnFactor();
  }
  return save({ before, version, set: { security }, from, to: security });
}

async function assertOwnFactor(): Promise<void> {
  const actor = useActor();
  if (actor.type === "member" && !(await hasSecondFactor(actor.userId))) {
    throw new OwnFactorNeededError();
  }
}

async function save(input: {
  before: Tenant;
  version: number;
  set: { settings: TenantSettings } | { security: SecuritySettings };
  from: Values | undefined;
  to: Values;
}): Promise<Tenant> {
  const { before, version, set, from = {}, to } = input;
  const changed = Object.keys(to).filter((name) => !isDeepStrictEqual(from[name], to[name]));
  if (!changed.length) return Tenants.unchanged(before, version);
  const only = (values: Values) =>
    Object.fromEntries(changed.map((name) => [name, values[name] ?? null]));
  const { tenantId } = before;
  return commit({
    entities: { tenant: TenantEntity },
    writes: (entities) => ({
      tenant: entities.tenant
        .patch({ tenantId })
        .set({ ...set, version: version + 1 })
        .where((tenant, { eq }) => eq(tenant.version, version))
        .commit(),
    }),
    rejected: { tenant: () => new StaleError() },
    audit: { before: only(from), after: only(to) },
    events: [SettingsChanged.create(tenantId, { from: only(from), to: only(to) })],
    result: { ...before, ...set, version: version + 1 },
  });
}
