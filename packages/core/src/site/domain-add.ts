import { randomBytes } from "node:crypto";
import { getDomain } from "tldts";
import { commit } from "../platform/commit";
import * as Directory from "../platform/directory";
import { env } from "../platform/env";
import type { TenantId } from "../platform/id";
import * as Domains from "./domain";
import { DomainEntity } from "./domain.entity";
import { type Domain, MAX_DOMAINS } from "./domain.schema";
import { nextLook, type StoredDomain } from "./domain-state";
import { SiteEntity } from "./site.entity";
import {
  DomainRefusedError,
  DomainTakenError,
  DomainThereError,
  TooManyDomainsError,
} from "./site.errors";
import { DomainAdded } from "./site.events";
import { assertOwn } from "./site-parts";
import { target } from "./target";

// Apart from the rest: the list of suffixes is large, and only this needs it.
const PROOF_BYTES = 16;

/** Adds a domain, which then waits for its records. @throws DomainRefusedError, DomainTakenError, DomainThereError */
export async function add(input: { tenantId: TenantId; domain: string }): Promise<Domain> {
  const { tenantId, domain } = input;
  assertOwn(tenantId, "site.manage");
  assertFit(domain);
  const claim = await Directory.find("site-domain", domain, "claim");
  if (claim && claim.tenantId !== tenantId) throw new DomainTakenError(domain);
  const now = new Date();
  const createdAt = now.toISOString();
  const stored: StoredDomain = {
    ...{ tenantId, domain, state: "pending", version: 1, createdAt },
    proof: randomBytes(PROOF_BYTES).toString("hex"),
  };
  return commit({
    entities: { domain: DomainEntity, site: SiteEntity },
    writes: (entities) => ({
      domain: entities.domain.create(stored).commit(),
      count: entities.site
        .update({ tenantId })
        .add({ domains: 1 })
        .where(
          (one, { notExists, lt }) =>
            `${notExists(one.domains)} OR ${lt(one.domains, MAX_DOMAINS)}`,
        )
        .commit(),
    }),
    rejected: {
      domain: () => new DomainThereError(domain),
      count: () => new TooManyDomainsError(),
    },
    directory: [Domains.dueEntry(stored, nextLook("pending", createdAt, now) ?? now.getTime())],
    audit: { target: domain, after: { domain } },
    events: [DomainAdded.create(domain, { domain })],
    result: Domains.toDomain(stored),
  });
}

/** What a suffix such as co.uk is nobody can have alone, and the platform's own is ours. */
function assertFit(domain: string): void {
  if (getDomain(domain, { allowPrivateDomains: true }) === null) {
    throw new DomainRefusedError(
      `${domain} is shared by many: name one below it, such as www.${domain}.`,
    );
  }
  const own = [new URL(env("SITE_URL")).hostname, target()];
  if (own.some((name) => domain === name || domain.endsWith(`.${name}`))) {
    throw new DomainRefusedError(`${domain} is the platform's own. Name a domain of yours.`);
  }
}
