import type { Contract } from "@faibric/core/platform/contract";
import type { DomainEvent } from "@faibric/core/platform/event";
import { createId, type TenantId } from "@faibric/core/platform/id";
import * as DomainAdd from "@faibric/core/site/domain-add";
import * as Hosting from "@faibric/core/site/hosting";
import * as Navigation from "@faibric/core/site/navigation";
import * as Page from "@faibric/core/site/page";
import { NewPage, type PageId } from "@faibric/core/site/page.schema";
import * as SamplePages from "@faibric/core/site/sample-pages";
import * as operations from "@faibric/core/site/site.contract";
import {
  DomainAdded,
  DomainChanged,
  DomainRemoved,
  NavigationChanged,
  PageChanged,
  PageCreated,
  PageDeleted,
  ProfileChanged,
  SamplePagesDeleted,
} from "@faibric/core/site/site.events";
import { SampleRemoved, SampleRequested } from "@faibric/core/tenant";
import * as Tenant from "@faibric/core/tenant/tenant";
import { TenantEntity } from "@faibric/core/tenant/tenant.entity";
import { TenantSettings } from "@faibric/core/tenant/tenant.schema";
import { asMember, asSystem, asUser, newTenant, newUser } from "@faibric/core/testing/actors";
import type { ApiCall } from "@faibric/functions/platform/api-event.fixture";
import { newCaller } from "@faibric/functions/platform/caller.fixture";
import { bring, invoke, type Scenario, succeed } from "./scenario";

const idempotent = { "idempotency-key": "5f0c6a2e-6a0e-4f6b-9a55-0d2c6f3b8f11" };
const PAGES = 5;
const name = "Blue Bottle";
const title = "About us";
// Some 4 KB, as pages of small businesses have.
const body = "We roast **coffee** next door.\n\n".repeat(128);

interface Made {
  readonly tenantId: TenantId;
  readonly pageId: PageId;
}

async function fill(tenantId: TenantId): Promise<PageId[]> {
  const pageIds: PageId[] = [];
  for (let index = 0; index < PAGES; index++) {
    const page = NewPage.parse({ slug: `page-${index}`, title, body, status: "published" });
    const made = await asMember(tenantId, () => Page.create({ tenantId, page }));
    pageIds.push(made.pageId);
  }
  await asMember(tenantId, () => Navigation.replace({ tenantId, pageIds, version: 1 }));
  return pageIds;
}

/** A call in a tenant whose site has five pages, all of them in the navigation. */
const inSite =
  (contract: Contract, call: (made: Made) => ApiCall): Scenario =>
  async (handler) => {
    const { tenantId, headers } = await newCaller();
    const [pageId = createId("pag")] = await fill(tenantId);
    const { params, ...more } = call({ tenantId, pageId });
    return () =>
      succeed(handler, contract, {
        ...more,
        params: { tenantId, ...params },
        headers: { ...headers, ...idempotent, ...more.headers },
      });
  };

/** A visit of a site that has five pages in its navigation. */
const visit =
  (contract: Contract, params: object): Scenario =>
  async (handler) => {
    const slug = newTenant().slice(4);
    const settings = TenantSettings.parse({});
    const name = "Blue Bottle Coffee";
    const { tenantId } = await asUser(newUser(), () => Tenant.create({ name, slug, settings }));
    await asSystem(tenantId, () => TenantEntity.patch({ tenantId }).set({ status: "active" }).go());
    await fill(tenantId);
    return () => succeed(handler, contract, { params: { site: slug, ...params } });
  };

/** A call about the one domain that a tenant has, which is not in DNS yet. */
const withDomain =
  (contract: Contract, named = true): Scenario =>
  async (handler) => {
    const { tenantId, headers } = await newCaller();
    const domain = "www.example.com";
    await asMember(tenantId, () => DomainAdd.add({ tenantId, domain }));
    const params = { tenantId, ...(named ? { domain } : {}) };
    return () => succeed(handler, contract, { params, headers: { ...headers, ...idempotent } });
  };

const onEvent =
  (make: () => DomainEvent): Scenario =>
  async (handler) => {
    const event = asSystem(newTenant(), make);
    return () => bring(handler, event);
  };

const pageId = createId("pag");
const page = { pageId, slug: "about", title };
const first = { "if-match": '"1"' };

/** One typical call of each function of the site. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  createPage: inSite(operations.createPage, () => ({ body: { slug: "about", title, body } })),
  listPages: inSite(operations.listPages, () => ({})),
  readPage: inSite(operations.readPage, ({ pageId }) => ({ params: { pageId } })),
  changePage: inSite(operations.changePage, ({ pageId }) => ({
    params: { pageId },
    headers: first,
    body: { body: `${body}And more.` },
  })),
  deletePage: inSite(operations.deletePage, ({ pageId }) => ({
    params: { pageId },
    headers: first,
  })),
  readNavigation: inSite(operations.readNavigation, () => ({})),
  changeNavigation: inSite(operations.changeNavigation, ({ pageId }) => ({
    headers: { "if-match": '"2"' },
    body: { pageIds: [pageId] },
  })),
  readProfile: inSite(operations.readProfile, () => ({})),
  replaceProfile: inSite(operations.replaceProfile, () => ({
    headers: first,
    body: { tagline: "Coffee roasted next door", phone: "+49 30 123456" },
  })),
  readPublicSite: visit(operations.readPublicSite, {}),
  readPublicPage: visit(operations.readPublicPage, { page: "page-1" }),
  addDomain: inSite(operations.addDomain, () => ({ body: { domain: "www.example.com" } })),
  listDomains: withDomain(operations.listDomains, false),
  readDomain: withDomain(operations.readDomain),
  checkDomain: withDomain(operations.checkDomain),
  removeDomain: withDomain(operations.removeDomain),
  everyTenMinutesCheckDomains: async (handler) => {
    const tenantId = newTenant();
    await asMember(tenantId, () => DomainAdd.add({ tenantId, domain: "www.example.com" }));
    const time = new Date(Date.now() + 3_600_000).toISOString();
    return () => invoke(handler, { id: "evt-1", time });
  },
  everyHourReleaseDomains: async (handler) => {
    await Hosting.host("www.gone.example");
    return () => invoke(handler, { id: "evt-1", time: new Date().toISOString() });
  },
  onDomainAdded: onEvent(() => DomainAdded.create(pageId, { domain: "www.example.com" })),
  onDomainChanged: onEvent(() =>
    DomainChanged.create(pageId, { domain: "www.example.com", from: "pending", to: "active" }),
  ),
  onDomainRemoved: onEvent(() => DomainRemoved.create(pageId, { domain: "www.example.com" })),
  onPageCreated: onEvent(() =>
    PageCreated.create(pageId, { ...page, status: "draft", sample: false }),
  ),
  onPageChanged: onEvent(() =>
    PageChanged.create(pageId, { ...page, from: "draft", to: "published", changed: ["status"] }),
  ),
  onPageDeleted: onEvent(() => PageDeleted.create(pageId, page)),
  onSampleRequested: async (handler) => {
    const founding = { name, slug: newTenant().slice(4), settings: TenantSettings.parse({}) };
    const { tenantId } = await asUser(newUser(), () =>
      Tenant.create({ ...founding, sample: true }),
    );
    const about = { tenantId, name, locale: "de-DE", industry: "food" as const };
    const event = asMember(tenantId, () => SampleRequested.create(tenantId, about));
    return () => bring(handler, event);
  },
  onSampleRemoved: async (handler) => {
    const tenantId = newTenant();
    for (const slug of ["about", "opening-hours", "questions"]) {
      await asSystem(tenantId, () => SamplePages.create({ slug, title, body }));
    }
    const event = asMember(tenantId, () => SampleRemoved.create(tenantId, { tenantId }));
    return () => bring(handler, event);
  },
  onSamplePagesDeleted: onEvent(() => SamplePagesDeleted.create(pageId, { pageIds: [pageId] })),
  onNavigationChanged: onEvent(() => NavigationChanged.create(pageId, { from: [], to: [pageId] })),
  onProfileChanged: onEvent(() => ProfileChanged.create(pageId, { changed: ["tagline"] })),
};
