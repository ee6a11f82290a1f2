import * as z from "zod";
import { assertActor, assertPermission } from "../platform/actor";
import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import type { DomainEvent } from "../platform/event";
import type { TenantId } from "../platform/id";
import * as Tenants from "./tenant";
import { TenantEntity } from "./tenant.entity";
import { OnboardingNotFailedError, TenantNotFoundError } from "./tenant.errors";
import { OnboardingRetried, SampleRequested, TenantActivated } from "./tenant.events";
import { type OnboardingStep, type Tenant, TenantSettings } from "./tenant.schema";

// The steps between founding a tenant and using it. Each may run twice: the second changes nothing.

/** Gives the tenant the settings it was founded with. */
export async function applySettings(settings: TenantSettings): Promise<void> {
  const tenant = await readOnboarding();
  if (!tenant) return;
  const progress = withStep(tenant, "settings");
  await TenantEntity.patch({ tenantId: tenant.tenantId }).set({ settings, progress }).go();
}

/** Takes `applySettings` back. */
export async function clearSettings(): Promise<void> {
  const tenant = await readOnboarding();
  if (!tenant) return;
  await TenantEntity.patch({ tenantId: tenant.tenantId }).remove(["settings", "progress"]).go();
}

/** Notes that a step is through whose work is elsewhere, for those who wait for the tenant to see. */
export async function pass(step: OnboardingStep): Promise<void> {
  const tenant = await readOnboarding();
  if (!tenant) return;
  const progress = withStep(tenant, step);
  await TenantEntity.patch({ tenantId: tenant.tenantId }).set({ progress }).go();
}

const withStep = ({ progress = [] }: Tenant, step: OnboardingStep): OnboardingStep[] => [
  ...new Set([...progress, step]),
];

/** Opens the tenant and announces it. */
export async function activate(): Promise<void> {
  const tenant = await readOnboarding();
  if (!tenant) return;
  const { tenantId, name, settings, sample } = tenant;
  const { locale, industry } = TenantSettings.parse(settings ?? {});
  const about = { tenantId, name, locale, industry: industry?.kind ?? "other" };
  await end(tenant, { status: "active" }, [
    TenantActivated.create(tenantId, { tenantId, name }),
    ...(sample === "wanted" ? [SampleRequested.create(tenantId, about)] : []),
  ]);
}

/**
 * Has the onboarding of a tenant tried again that failed, with what it was founded with.
 * @throws OnboardingNotFailedError
 */
export async function retry(tenantId: TenantId): Promise<Tenant> {
  assertPermission("tenant.govern");
  const before = await Tenants.get(tenantId, true);
  if (before.status === "onboarding") return before; // under way: asked for twice
  if (before.status !== "failed") throw new OnboardingNotFailedError();
  const { failure: _, ...rest } = before;
  const { data } = await TenantEntity.get({ tenantId }).go({ consistent: true });
  const settings = TenantSettings.parse(data?.requested ?? {});
  const version = before.version + 1;
  return commit({
    entities: { tenant: TenantEntity },
    writes: (entities) => ({
      tenant: entities.tenant
        .patch({ tenantId })
        .set({ status: "onboarding", version })
        .remove(["failure"])
        .where((item, { eq }) => eq(item.version, before.version))
        .commit(),
    }),
    directory: [
      Directory.add({
        kind: "onboardings",
        name: Directory.shardOf(tenantId),
        member: tenantId,
        detail: settings,
      }),
    ],
    events: [OnboardingRetried.create(tenantId, { settings })],
    result: { ...rest, status: "onboarding" as const, version },
  });
}

/** A step failed for a reason that helps the owner. */
export class OnboardingError extends Error {
  override readonly name = "OnboardingError";
}

const Caught = z.object({ Error: z.string(), Cause: z.string() });
const Report = z.object({ errorMessage: z.string() });
const UNKNOWN =
  "Something went wrong on our side while your tenant was set up. Nothing was lost, and nothing of it is left behind.";

/** What the owner is told, from what the pipeline caught. What nobody foresaw is in the log alone. */
export function reasonFrom(error: unknown): string {
  const caught = Caught.safeParse(error);
  const isForOwner = caught.success && caught.data.Error === "OnboardingError";
  const report = isForOwner ? Report.safeParse(jsonIn(caught.data.Cause)) : undefined;
  return `${report?.data?.errorMessage ?? UNKNOWN} You can have it tried again.`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a cause that is no report says nothing to an owner
  }
}

/** Says why the tenant could not be made ready, so that its owner sees it. */
export async function fail(reason: string): Promise<void> {
  const tenant = await readOnboarding();
  if (tenant) await end(tenant, { status: "failed", failure: reason }, []);
}

/** A tenant whose onboarding began and has not ended. */
export interface Pending {
  readonly tenantId: TenantId;
  readonly settings: TenantSettings;
}

/** Those founded before the instant: their pipeline never started, or died. Reads 16 partitions. */
export async function listPending(before: Date): Promise<Pending[]> {
  const shards = await Promise.all(
    Directory.shards().map((shard) => Directory.list("onboardings", shard)),
  );
  return shards
    .flatMap(({ items }) => items)
    .filter(({ createdAt }) => createdAt < before.toISOString())
    .map(({ member, detail }) => ({
      tenantId: member as TenantId,
      settings: detail as TenantSettings,
    }));
}

async function readOnboarding(): Promise<Tenant | undefined> {
  const { tenantId } = assertActor("system");
  const { data } = await TenantEntity.get({ tenantId }).go({ consistent: true });
  if (!data) throw new TenantNotFoundError(tenantId);
  return data.status === "onboarding" ? data : undefined;
}

function end(
  { tenantId, version }: Tenant,
  outcome: { status: "active" } | { status: "failed"; failure: string },
  events: readonly DomainEvent[],
) {
  return commit({
    entities: { tenant: TenantEntity },
    writes: (entities) => ({
      tenant: entities.tenant
        .patch({ tenantId })
        .set({ ...outcome, version: version + 1 })
        .remove(["progress"])
        .where((item, { eq }) => eq(item.version, version))
        .commit(),
    }),
    audit: {
      action: `tenant.tenant.${outcome.status === "active" ? "activated" : "failed"}`,
      outcome: outcome.status === "active" ? "succeeded" : "failed",
      target: tenantId,
      before: { status: "onboarding" },
      after: outcome,
    },
    directory: [Directory.remove("onboardings", Directory.shardOf(tenantId), tenantId)],
    events,
  });
}
