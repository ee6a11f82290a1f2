import { describe, expect, it } from "vitest";
import type { TenantId } from "../platform/id";
import { INDUSTRIES } from "../tenant/business.schema";
import * as Onboarding from "../tenant/onboarding";
import * as Sample from "../tenant/sample";
import * as Tenant from "../tenant/tenant";
import { TenantSettings } from "../tenant/tenant.schema";
import { asMember, asSystem, asUser, newTenant, newUser } from "../testing/actors";
import * as ExamplePages from "./example-pages";
import * as Page from "./page";
import { NewPage } from "./page.schema";
import * as PageChange from "./page-change";
import * as SamplePages from "./sample-pages";

const of = { name: "Salon Zoë 💇", locale: "de-AT", industry: "beauty" } as const;
const settings = TenantSettings.parse({ locale: of.locale, industry: { kind: of.industry } });

async function active(sample = true): Promise<TenantId> {
  const input = { name: of.name, slug: newTenant().slice(4), settings, sample };
  const { tenantId } = await asUser(newUser(), () => Tenant.create(input));
  await asSystem(tenantId, () => Onboarding.applySettings(settings));
  await asSystem(tenantId, () => Onboarding.activate());
  return tenantId;
}
const add = (tenantId: TenantId) => asSystem(tenantId, () => ExamplePages.add(of));
const pages = async (tenantId: TenantId) =>
  (await asMember(tenantId, () => Page.list(tenantId))).items;

describe("the example pages", () => {
  it("are drafts in the tenant's language, marked as examples, and made once", async () => {
    const tenantId = await active();
    await add(tenantId);
    await add(tenantId);
    const made = await pages(tenantId);
    expect(made.map(({ slug, title }) => [slug, title])).toEqual([
      ["ueber-uns", "Über uns"],
      ["oeffnungszeiten", "Öffnungszeiten und Anfahrt"],
      ["fragen", "Fragen und Antworten"],
    ]);
    expect(made.every(({ sample, status }) => sample && status === "draft")).toBe(true);
    const [about] = made;
    const { body } = await asMember(tenantId, () => Page.get(tenantId, about?.pageId ?? "pag_"));
    expect(body).toMatch(/^> Das ist ein Beispiel\..*\n\nWir nehmen uns Zeit für Sie/);
  });

  it("leave alone what the tenant has made itself, at the same address too", async () => {
    const tenantId = await active();
    const page = NewPage.parse({ slug: "fragen", title: "Unsere Fragen" });
    await asMember(tenantId, () => Page.create({ tenantId, page }));
    await add(tenantId);
    const [own, ...others] = await pages(tenantId);
    expect(own).toMatchObject({ slug: "fragen", title: "Unsere Fragen", sample: false });
    expect(others).toHaveLength(2);
    const change = { title: "Wir" };
    const pageId = others[0]?.pageId ?? "pag_";
    await asMember(tenantId, () => PageChange.change({ tenantId, pageId, version: 1, change }));
    await asSystem(tenantId, () => SamplePages.remove());
    expect((await pages(tenantId)).map(({ title }) => title)).toEqual(["Unsere Fragen", "Wir"]);
  });

  it("are not made once they were removed, nor where nobody asked for them", async () => {
    const [removed, never] = [await active(), await active(false)];
    await asMember(removed, () => Sample.remove(removed));
    await Promise.all([add(removed), add(never)]);
    expect([...(await pages(removed)), ...(await pages(never))]).toEqual([]);
  });

  it.each(INDUSTRIES)(
    "of %s are pages in every language, and differ from the others'",
    (industry) => {
      for (const locale of ["de", "en-GB", "fr-FR", "ar"]) {
        const made = ExamplePages.examplesFor({ ...of, locale, industry });
        expect(made).toHaveLength(3);
        expect(new Set(made.map(({ slug }) => slug)).size).toBe(3);
        const others = INDUSTRIES.filter((one) => one !== industry).map(
          (one) => ExamplePages.examplesFor({ ...of, locale, industry: one })[0]?.body,
        );
        expect(others).not.toContain(made[0]?.body);
      }
      const inFrench = ExamplePages.examplesFor({ ...of, locale: "fr", industry });
      expect(inFrench).toEqual(ExamplePages.examplesFor({ ...of, locale: "en", industry }));
    },
  );
});
