import { commit } from "../platform/commit";
import type { DirectoryWrite } from "../platform/directory";
import * as Directory from "../platform/directory";
import type { TenantId } from "../platform/id";
import * as Dns from "./dns";
import * as Domains from "./domain";
import { DomainEntity } from "./domain.entity";
import type { Domain } from "./domain.schema";
import { nextLook, type Standing, type StoredDomain, standingAfter } from "./domain-state";
import * as Hosting from "./hosting";
import { SiteEntity } from "./site.entity";
import { DomainTakenError } from "./site.errors";
import { DomainChanged } from "./site.events";
import { assertOwn } from "./site-parts";
import { target } from "./target";

/**
 * Looks a domain up, and moves it on. Of all tenants that have added a domain, the first to prove it has it; two at
 * once are told apart by the directory.
 */
export async function check(input: { tenantId: TenantId; domain: string }): Promise<Domain> {
  const { tenantId, domain } = input;
  assertOwn(tenantId, "site.manage");
  const before = await Domains.find(domain);
  const seen = await Dns.look(domain, before.proof, target());
  const certified = seen.proof ? false : await hosted(before);
  const now = new Date();
  const standing = standingAfter(before, seen, { certified, now });
  try {
    return await save(before, standing, now);
  } catch (error) {
    if (!(error instanceof DomainTakenError)) throw error;
    const lost: Standing = { state: "pending", problem: "taken", failingSince: undefined };
    return save(before, lost, now);
  }
}

/** CloudFront is asked for what nobody else has proved: else it would be taken from whoever has. */
async function hosted({ domain, tenantId }: StoredDomain): Promise<boolean> {
  const claim = await Directory.find("site-domain", domain, "claim", { consistent: true });
  if (claim && claim.tenantId !== tenantId) return false;
  return Hosting.host(domain);
}

async function save(before: StoredDomain, standing: Standing, now: Date): Promise<Domain> {
  const { tenantId, domain, version } = before;
  const { state, problem, failingSince } = standing;
  const at = now.toISOString();
  const isProved = state === "verified" || state === "active";
  const after: StoredDomain = {
    ...{ tenantId, domain, state, proof: before.proof, createdAt: before.createdAt },
    ...{ version: version + 1, checkedAt: at },
    ...(problem ? { problem } : {}),
    ...(failingSince ? { failingSince } : {}),
    ...(isProved ? { claimed: domain, verifiedAt: before.verifiedAt ?? at } : {}),
    ...(state === "active" ? { activatedAt: before.activatedAt ?? at } : {}),
  };
  const isMoved = state !== before.state;
  const concernsFirst = isMoved && [state, before.state].includes("active");
  // The one that is active for longest stays the first.
  const others = concernsFirst ? await Domains.primaryWithout(domain) : undefined;
  const first = others ?? (state === "active" ? domain : undefined);
  const change = { domain, from: before.state, to: state, ...(problem ? { problem } : {}) };
  return commit({
    entities: { domain: DomainEntity, site: SiteEntity },
    writes: (entities) => ({
      domain: entities.domain
        .put(after)
        .where((one, { eq }) => eq(one.version, version))
        .commit(),
      ...(concernsFirst
        ? {
            site: (first === undefined
              ? entities.site.patch({ tenantId }).remove(["domain"])
              : entities.site.patch({ tenantId }).set({ domain: first })
            ).commit(),
          }
        : {}),
    }),
    directory: [...claims(before, after), due(after, now)],
    audit: { target: domain, before: { state: before.state }, after: { state } },
    events: isMoved || problem !== before.problem ? [DomainChanged.create(domain, change)] : [],
    result: Domains.toDomain(after),
  });
}

/** The domain is the tenant's for as long as it is proved. Visitors find it once it is active. */
function claims(before: StoredDomain, after: StoredDomain): DirectoryWrite[] {
  const { domain, tenantId } = after;
  const key = { kind: "site-domain", name: domain, member: "claim" } as const;
  const detail = { active: after.state === "active" };
  if (after.claimed && !before.claimed) {
    return [{ put: { ...key, tenantId, detail }, taken: () => new DomainTakenError(domain) }];
  }
  if (after.claimed) return after.state === before.state ? [] : [Directory.amend(key, { detail })];
  return before.claimed ? [Directory.remove(key.kind, key.name, key.member)] : [];
}

function due(domain: StoredDomain, now: Date): DirectoryWrite {
  const dueAt = nextLook(domain.state, domain.createdAt, now);
  if (dueAt !== undefined) return Domains.dueEntry(domain, dueAt);
  return Directory.remove(
    "domains-due",
    Directory.shardOf(domain.domain),
    Domains.dueMember(domain),
  );
}

/** A domain that is to be looked at, of whichever tenant. */
export interface Due {
  readonly tenantId: TenantId;
  readonly domain: string;
}

/** All domains whose next look is due. It is for a schedule, which then acts for each tenant. */
export async function listDue(now: Date): Promise<readonly Due[]> {
  const found: Due[] = [];
  for await (const due of Directory.listDue<{ domain: string }>("domains-due", now)) {
    found.push(due);
  }
  return found;
}

/** Takes off CloudFront what is no tenant's any more: removed, lost, or its tenant erased. */
export async function releaseLost(): Promise<void> {
  await Hosting.sweep(async (domain) => {
    const claim = await Directory.find("site-domain", domain, "claim", { consistent: true });
    return claim !== undefined;
  });
}
