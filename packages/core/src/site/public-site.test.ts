import { describe, expect, it } from "vitest";
import { createId, type TenantId } from "../platform/id";
import * as Tenant from "../tenant/tenant";
import { TenantEntity } from "../tenant/tenant.entity";
import { TenantSettings, type TenantStatus } from "../tenant/tenant.schema";
import { asMember, asSystem, asUser, newUser } from "../testing/actors";
import * as Navigation from "./navigation";
import * as Page from "./page";
import { NewPage } from "./page.schema";
import * as Profile from "./profile";
import * as PublicSites from "./public-site";
import { PageNotFoundError, SiteNotFoundError } from "./site.errors";

const name = "مقهى الزجاجة الزرقاء ☕️";

async function founded() {
  const slug = createId("tnt").slice(4, 30);
  const settings = TenantSettings.parse({ locale: "ar-EG", brand: { primaryColor: "#1f4e79" } });
  const { tenantId } = await asUser(newUser(), () => Tenant.create({ name, slug, settings }));
  await asSystem(tenantId, () => TenantEntity.patch({ tenantId }).set({ settings }).go());
  await become(tenantId, "active");
  return { tenantId, slug };
}

const become = (tenantId: TenantId, status: TenantStatus) =>
  asSystem(tenantId, () => TenantEntity.patch({ tenantId }).set({ status }).go());

const publish = (tenantId: TenantId, slug: string, more: Partial<NewPage> = {}) =>
  asMember(tenantId, () =>
    Page.create({
      tenantId,
      page: NewPage.parse({ slug, title: slug, status: "published", ...more }),
    }),
  );

describe("a site that everybody sees", () => {
  it("shows the business, its profile, its navigation and where it starts", async () => {
    const { tenantId, slug } = await founded();
    const profile = { tagline: "قهوة طازجة", phone: "+20 2 1234567" };
    await asMember(tenantId, () => Profile.replace({ tenantId, profile, version: 1 }));
    const about = await publish(tenantId, "about");
    const draft = await publish(tenantId, "secret", { status: "draft" });
    await publish(tenantId, "home", { body: "مرحبا **بكم**" });
    const pageIds = [draft.pageId, about.pageId];
    await asMember(tenantId, () => Navigation.replace({ tenantId, pageIds, version: 1 }));

    const { site, page } = await PublicSites.readStart(slug);
    expect(site).toMatchObject({ slug, name, locale: "ar-EG", domain: null, profile });
    expect(site.brand).toEqual({ primaryColor: "#1f4e79" });
    expect(site.navigation).toEqual([{ slug: "about", title: "about" }]);
    expect(site.pages.map((one) => one.slug)).toEqual(["about", "home"]);
    expect(page?.html).toContain("<strong>بكم</strong>");
  });

  it("shows a page once it is published, and never what in its text would run", async () => {
    const { tenantId, slug } = await founded();
    await publish(tenantId, "about", {
      body: "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>",
    });
    const { page } = await PublicSites.readPage(slug, "about");
    expect(page?.html).not.toMatch(/<script|<img|href="javascript/);
    await publish(tenantId, "draft", { status: "draft" });
    await expect(PublicSites.readPage(slug, "draft")).rejects.toThrow(PageNotFoundError);
    await expect(PublicSites.readPage(slug, "nowhere")).rejects.toThrow(PageNotFoundError);
  });

  it("has of one tenant nothing of another, though both have a page of the same address", async () => {
    const [one, other] = [await founded(), await founded()];
    await publish(one.tenantId, "about", { title: "One" });
    await publish(other.tenantId, "about", { title: "Other" });
    const { site, page } = await PublicSites.readPage(one.slug, "about");
    expect(page?.title).toBe("One");
    expect(JSON.stringify(site)).not.toContain("Other");
  });

  it.each<TenantStatus>(["onboarding", "failed", "suspended"])(
    "is not there while its business is %s, like one that never was",
    async (status) => {
      const { tenantId, slug } = await founded();
      await publish(tenantId, "about");
      await become(tenantId, status);
      await expect(PublicSites.readStart(slug)).rejects.toThrow(SiteNotFoundError);
      await expect(PublicSites.readPage(slug, "about")).rejects.toThrow(SiteNotFoundError);
      await expect(PublicSites.readStart("no-such-site")).rejects.toThrow(SiteNotFoundError);
    },
  );
});
