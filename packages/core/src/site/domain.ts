import { useTenant } from "../platform/actor";
import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import type { TenantId } from "../platform/id";
import { proofText } from "./dns";
import { DomainEntity } from "./domain.entity";
import { type Domain, PROOF_LABEL } from "./domain.schema";
import type { StoredDomain } from "./domain-state";
import { SiteEntity } from "./site.entity";
import { DomainNotFoundError } from "./site.errors";
import { DomainRemoved } from "./site.events";
import { assertOwn } from "./site-parts";
import { target } from "./target";

/** The tenant's domains, by their names. */
export async function list(tenantId: TenantId): Promise<{ items: Domain[] }> {
  assertOwn(tenantId, "site.read");
  return { items: (await stored()).map(toDomain) };
}

export async function get(tenantId: TenantId, domain: string): Promise<Domain> {
  assertOwn(tenantId, "site.read");
  return toDomain(await find(domain));
}

/** Removes a domain: from then on it is nobody's, and its pages are at the platform's address. */
export async function remove(input: { tenantId: TenantId; domain: string }): Promise<void> {
  const { tenantId, domain } = input;
  assertOwn(tenantId, "site.manage");
  const before = await find(domain);
  const { state, claimed, version } = before;
  const next = await primaryWithout(domain);
  await commit({
    entities: { domain: DomainEntity, site: SiteEntity },
    writes: (entities) => ({
      domain: entities.domain
        .remove({ tenantId, domain })
        .where((one, { eq }) => eq(one.version, version))
        .commit(),
      count: (next === undefined
        ? entities.site.patch({ tenantId }).subtract({ domains: 1 }).remove(["domain"])
        : entities.site.patch({ tenantId }).subtract({ domains: 1 }).set({ domain: next })
      ).commit(),
    }),
    directory: [
      Directory.remove("domains-due", Directory.shardOf(domain), dueMember(before)),
      ...(claimed ? [Directory.remove("site-domain", domain, "claim")] : []),
    ],
    audit: { target: domain, before: { domain, state } },
    events: [DomainRemoved.create(domain, { domain })],
  });
}

/** The active domain that is the site's first of all, once `gone` is not: the one that is active for longest. */
export async function primaryWithout(gone: string): Promise<string | undefined> {
  const active = (await stored()).filter(
    ({ domain, state }) => state === "active" && domain !== gone,
  );
  return active.toSorted((one, other) =>
    (one.activatedAt ?? "").localeCompare(other.activatedAt ?? ""),
  )[0]?.domain;
}

export async function stored(): Promise<StoredDomain[]> {
  const { data } = await DomainEntity.query
    .byTenant({ tenantId: useTenant() })
    .go({ pages: "all", consistent: true });
  return data;
}

export async function find(domain: string): Promise<StoredDomain> {
  const { data } = await DomainEntity.get({ tenantId: useTenant(), domain }).go({
    consistent: true,
  });
  if (!data) throw new DomainNotFoundError();
  return data;
}

/** That a domain is to be looked at, and when. */
export function dueEntry(domain: Pick<StoredDomain, "tenantId" | "domain">, dueAt: number) {
  return Directory.add({
    kind: "domains-due",
    name: Directory.shardOf(domain.domain),
    member: dueMember(domain),
    tenantId: domain.tenantId,
    detail: { domain: domain.domain, dueAt },
  });
}

export const dueMember = ({ tenantId, domain }: Pick<StoredDomain, "tenantId" | "domain">) =>
  `${tenantId}#${domain}`;

export function toDomain(item: StoredDomain): Domain {
  const { domain, state, proof, createdAt } = item;
  const { problem = null, checkedAt = null, verifiedAt = null, activatedAt = null } = item;
  return {
    ...{ domain, state, problem, createdAt, checkedAt, verifiedAt, activatedAt },
    records: [
      { type: "TXT", name: `${PROOF_LABEL}.${domain}`, value: proofText(proof) },
      { type: "CNAME", name: domain, value: target() },
    ],
  };
}
