import type { TenantId } from "@faibric/core/platform/id";
import { afterAll, describe, expect, it } from "vitest";
import { createCloudFront } from "../cloudfront/cloudfront";
import { startDns } from "../dns/dns";
import { serveAws } from "../wire/endpoint";
import { openStore } from "../wire/store";
import { SITES } from "./settings";

// A name server and CloudFront of its own: the same code as on AWS, over UDP and HTTP.
const store = openStore(":memory:");
const dns = await startDns({ store });
dns.set(SITES.host, "A", ["192.0.2.7"]);
const cloudFront = createCloudFront({
  store,
  leadsHere: (domain) => dns.aliasOf(domain) === SITES.host,
});
const endpoint = await serveAws([cloudFront]);
Object.assign(process.env, {
  DNS_SERVERS: `127.0.0.1:${dns.port}`,
  AWS_ENDPOINT_URL_CLOUDFRONT: endpoint.url,
  SITES_HOST: SITES.host,
  SITES_DISTRIBUTION: SITES.distribution,
  SITES_CONNECTIONS: SITES.connections,
  SITE_URL: "https://faibric.example",
});
afterAll(async () => {
  await endpoint.close();
  await dns.close();
});

const { asMember, asSystem, asUser, newTenant, newUser } = await import(
  "@faibric/core/testing/actors"
);
const { createId } = await import("@faibric/core/platform/id");
const { announced } = await import("@faibric/core/testing/announced");
const Directory = await import("@faibric/core/platform/directory");
const { ForbiddenError } = await import("@faibric/core/platform/errors");
const Domain = await import("@faibric/core/site/domain");
const DomainAdd = await import("@faibric/core/site/domain-add");
const DomainCheck = await import("@faibric/core/site/domain-check");
const { DomainEntity } = await import("@faibric/core/site/domain.entity");
const PublicSite = await import("@faibric/core/site/public-site");
const Tenant = await import("@faibric/core/tenant/tenant");
const { TenantEntity } = await import("@faibric/core/tenant/tenant.entity");
const { TenantSettings } = await import("@faibric/core/tenant/tenant.schema");
const Errors = await import("@faibric/core/site/site.errors");

let names = 0;
const newName = () => `www.shop-${Date.now()}-${++names}.example`;
const add = (tenantId: TenantId, domain: string) =>
  asMember(tenantId, () => DomainAdd.add({ tenantId, domain }));
const check = (tenantId: TenantId, domain: string) =>
  asMember(tenantId, () => DomainCheck.check({ tenantId, domain }));
const remove = (tenantId: TenantId, domain: string) =>
  asMember(tenantId, () => Domain.remove({ tenantId, domain }));

type Made = Awaited<ReturnType<typeof add>>;
/** Sets in DNS what the answer says, as the domain's owner would. */
function setRecords({ records }: Made, which: "TXT" | "CNAME"): void {
  for (const { type, name, value } of records) if (type === which) dns.set(name, type, [value]);
}

async function founded() {
  const slug = createId("tnt").slice(4, 30);
  const settings = TenantSettings.parse({});
  const { tenantId } = await asUser(newUser(), () =>
    Tenant.create({ name: "Blue", slug, settings }),
  );
  await asSystem(tenantId, () => TenantEntity.patch({ tenantId }).set({ status: "active" }).go());
  return { tenantId, slug };
}

describe("a domain of a tenant's own", () => {
  it("is served once its records stand in DNS, and is then where the site is first of all", async () => {
    const { tenantId, slug } = await founded();
    const domain = newName();
    const added = await add(tenantId, domain);
    expect(added).toMatchObject({ state: "pending", problem: null, checkedAt: null });
    expect(await check(tenantId, domain)).toMatchObject({
      state: "pending",
      problem: "proof_missing",
    });
    dns.set(`_faibric.${domain}`, "TXT", ["v=spf1 -all"]);
    expect(await check(tenantId, domain)).toMatchObject({ problem: "proof_wrong" });
    setRecords(added, "TXT");
    expect(await check(tenantId, domain)).toMatchObject({
      state: "verified",
      problem: "target_missing",
    });
    await expect(PublicSite.readStart(domain)).rejects.toThrow(Errors.SiteNotFoundError);
    dns.set(domain, "CNAME", ["elsewhere.example"]);
    expect(await check(tenantId, domain)).toMatchObject({ problem: "target_wrong" });
    setRecords(added, "CNAME");
    const active = await check(tenantId, domain);
    expect(active).toMatchObject({ state: "active", problem: null });
    expect(active.activatedAt).not.toBeNull();

    for (const name of [domain, slug]) {
      const { site } = await PublicSite.readStart(name);
      expect(site).toMatchObject({ slug, domain });
    }
    const told = (await announced(tenantId, domain)).map(({ type }) => type);
    expect(told[0]).toBe("site.domain.added");
    expect(new Set(told.slice(1))).toEqual(new Set(["site.domain.changed"]));
  });

  it("may lead here by addresses, where no alias can stand", async () => {
    const tenantId = newTenant();
    const domain = newName().replace("www.", "");
    const added = await add(tenantId, domain);
    setRecords(added, "TXT");
    dns.set(domain, "A", ["192.0.2.7"]);
    // CloudFront has no certificate for what is no alias of its own address here.
    expect(await check(tenantId, domain)).toMatchObject({ problem: "certificate_pending" });
    dns.set(domain, "A", ["192.0.2.7", "198.51.100.1"]);
    expect(await check(tenantId, domain)).toMatchObject({ problem: "target_wrong" });
  });

  it("says that its name servers do not answer, and loses nothing by it", async () => {
    const tenantId = newTenant();
    const domain = `shop-${++names}.servfail.test`;
    await add(tenantId, domain);
    expect(await check(tenantId, domain)).toMatchObject({
      state: "pending",
      problem: "dns_failed",
    });
  }, 30_000);

  it("is one tenant's of all who add it: the one that proves it, however many try at once", async () => {
    const [one, other] = [newTenant(), newTenant()];
    const domain = newName();
    const [first, second] = [await add(one, domain), await add(other, domain)];
    const proofs = [first, second].flatMap(({ records }) =>
      records.filter(({ type }) => type === "TXT").map(({ value }) => value),
    );
    expect(new Set(proofs).size).toBe(2);
    dns.set(`_faibric.${domain}`, "TXT", proofs);
    setRecords(first, "CNAME");
    const [mine, theirs] = await Promise.all([check(one, domain), check(other, domain)]);
    const states = [mine, theirs].map(({ state }) => state).sort();
    expect(states).toEqual(["active", "pending"]);
    expect([mine, theirs].find(({ state }) => state === "pending")?.problem).toBe("taken");
    await expect(add(newTenant(), domain)).rejects.toThrow(Errors.DomainTakenError);

    const [winner, loser] = mine.state === "active" ? [one, other] : [other, one];
    await remove(winner, domain);
    expect(await check(loser, domain)).toMatchObject({ state: "active" });
  });

  it("is refused where it is no domain that a business can have", async () => {
    const tenantId = newTenant();
    for (const domain of ["co.uk", "com", "github.io", "faibric.example", "blue.faibric.example"]) {
      await expect(add(tenantId, domain), domain).rejects.toThrow(Errors.DomainRefusedError);
    }
    await expect(add(tenantId, `x.${SITES.host}`)).rejects.toThrow(Errors.DomainRefusedError);
    const domain = newName();
    await add(tenantId, domain);
    await expect(add(tenantId, domain)).rejects.toThrow(Errors.DomainThereError);
  });

  it("is one of five at most, however many are added at once", async () => {
    const tenantId = newTenant();
    for (let count = 0; count < 4; count++) await add(tenantId, newName());
    const tries = await Promise.allSettled([1, 2, 3].map(() => add(tenantId, newName())));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(add(tenantId, newName())).rejects.toThrow(Errors.TooManyDomainsError);
  });

  it("is not another tenant's to see, and not every member's to change", async () => {
    const [tenantId, other] = [newTenant(), newTenant()];
    const domain = newName();
    await add(tenantId, domain);
    await expect(asMember(other, () => Domain.get(other, domain))).rejects.toThrow(
      Errors.DomainNotFoundError,
    );
    await expect(asMember(other, () => Domain.get(tenantId, domain))).rejects.toThrow(
      Errors.SiteNotFoundError,
    );
    const act = () => Domain.remove({ tenantId, domain });
    await expect(asMember(tenantId, act, "member")).rejects.toThrow(ForbiddenError);
  });

  it("that is removed is nobody's, is taken off CloudFront, and the next one is the first", async () => {
    const { tenantId, slug } = await founded();
    const domains = [newName(), newName()];
    for (const domain of domains) {
      const added = await add(tenantId, domain);
      setRecords(added, "TXT");
      setRecords(added, "CNAME");
      expect(await check(tenantId, domain)).toMatchObject({ state: "active" });
    }
    const [first = "", second = ""] = domains;
    await DomainCheck.releaseLost();
    await remove(tenantId, first);
    await expect(remove(tenantId, first)).rejects.toThrow(Errors.DomainNotFoundError);
    await expect(PublicSite.readStart(first)).rejects.toThrow(Errors.SiteNotFoundError);
    expect((await PublicSite.readStart(slug)).site.domain).toBe(second);
    const hosted = () =>
      store.prepare("SELECT enabled FROM cloudfront_tenant WHERE domain = ?").get(first);
    await DomainCheck.releaseLost();
    expect(hosted()).toEqual({ enabled: 0 });
    await DomainCheck.releaseLost();
    expect(hosted()).toBeUndefined();
    expect((await PublicSite.readStart(second)).site.slug).toBe(slug);
  });

  it("is looked up by itself when its time has come", async () => {
    const tenantId = newTenant();
    const domain = newName();
    await add(tenantId, domain);
    const dueIn = async (minutes: number) =>
      (await DomainCheck.listDue(new Date(Date.now() + minutes * 60_000))).some(
        (due) => due.domain === domain && due.tenantId === tenantId,
      );
    expect([await dueIn(1), await dueIn(11)]).toEqual([false, true]);
    // One that has failed is looked up when somebody asks.
    const createdAt = "2020-01-01T00:00:00.000Z";
    await asSystem(tenantId, async () => {
      const { data } = await DomainEntity.get({ tenantId, domain }).go();
      if (data) await DomainEntity.put({ ...data, createdAt }).go();
    });
    expect(await check(tenantId, domain)).toMatchObject({ state: "failed" });
    expect(await dueIn(100_000)).toBe(false);
    expect(await Directory.find("site-domain", domain, "claim")).toBeUndefined();
  });
});
