import { CustomAttributeType, Entity } from "electrodb";
import type { TenantId } from "../platform/id";
import { partition, sort } from "../platform/key";
import { table } from "../platform/table";
import { DomainProblem, DomainState } from "./domain.schema";

export const DomainEntity = new Entity(
  {
    model: { service: "site", entity: "domain", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<TenantId>("string"), required: true, readOnly: true },
      domain: { type: "string", required: true, readOnly: true },
      state: { type: DomainState.options, required: true },
      problem: { type: DomainProblem.options },
      /** What must stand in DNS, where everybody can read it. */
      proof: { type: "string", required: true, readOnly: true },
      /** The name in the directory that it holds, while it is proved. */
      claimed: { type: "string" },
      /** Since when it is not as it should be: for a while that changes nothing. */
      failingSince: { type: "string" },
      checkedAt: { type: "string" },
      verifiedAt: { type: "string" },
      activatedAt: { type: "string" },
      version: { type: "number", required: true },
      createdAt: { type: "string", required: true, readOnly: true },
    },
    indexes: {
      // The domains of a tenant; one of them.
      byTenant: {
        pk: partition("pk", "site.domain", ["tenantId"]),
        sk: sort("sk", "domain", ["domain"]),
      },
    },
  },
  table,
);
