import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import {
  type OnboardingStep,
  type SecuritySettings,
  type Suspension,
  type TenantSettings,
  TenantStatus,
} from "./tenant.schema";

/** A suspension, with the status that restoring goes back to. */
export interface StoredSuspension {
  readonly by: Suspension["by"];
  readonly reason?: string;
  readonly at: string;
  readonly from: Exclude<TenantStatus, "suspended">;
  /** The one that this has come on top of, and that is left when it is taken back. */
  readonly earlier?: StoredSuspension;
}

/** What a tenant has until it is sold another. */
export const DEFAULT_PLAN = "free";

export const TenantEntity = new Entity(
  {
    model: { service: "tenant", entity: "tenant", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      name: { type: "string", required: true },
      slug: { type: "string", required: true },
      status: { type: TenantStatus.options, required: true },
      failure: { type: "string" },
      settings: { type: CustomAttributeType<TenantSettings>("any") },
      /** Absent until an owner has changed them. */
      security: { type: CustomAttributeType<SecuritySettings>("any") },
      /** Whether examples are wanted, or no more. Absent where nobody asked for any. */
      sample: { type: ["wanted", "removed"] as const },
      /** Decides the limits. Absent: `DEFAULT_PLAN`. */
      plan: { type: "string" },
      /** How many owners there are: the last one stays. */
      owners: { type: "number", required: true },
      /** While it is suspended: by whom and why, and the status it goes back to. */
      suspension: { type: CustomAttributeType<StoredSuspension>("any") },
      /** Which steps of its onboarding are through, while it is under way. */
      progress: { type: CustomAttributeType<OnboardingStep[]>("any") },
      /** What it was founded with, until its onboarding is through. */
      requested: { type: CustomAttributeType<TenantSettings>("any") },
      version: { type: "number", required: true },
      createdAt: { type: "string", required: true, readOnly: true },
    },
    indexes: {
      // The tenant itself.
      byId: {
        pk: partition("pk", "tenant.tenant", ["tenantId"]),
        sk: sort("sk", "tenant", []),
      },
    },
  },
  table,
);
