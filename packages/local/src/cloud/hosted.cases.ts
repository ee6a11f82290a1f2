import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { complaintsOf } from "../dashboard/browser.fixture";
import type { Dns } from "../dns/dns";
import { sendRaw } from "../testing/raw-http";
import { expectAccessible } from "./console.fixture";

const MOST_BYTES = 8 * 1024;
const NAME = "مقهى الزجاجة الزرقاء والحلويات الشرقية ☕️";
const BODY = `## Ein-ganz-langes-Wort: Donaudampfschifffahrtsgesellschaftskapitänsmütze

Wir rösten **Kaffee** und [backen](https://example.com).

| Sorte | Preis |
| --- | --- |
| Yirgacheffe aus der Gegend von Gedeo, gewaschen, hell geröstet | 12,00 € |

<script>document.title = "attacked"</script>
`;

/** What a business shows everybody, tried on a platform that runs already. */
export function hostedPages(platform: {
  url: () => string;
  browser: () => Browser;
  dns: () => Pick<Dns, "set">;
}): void {
  let withDomain: () => Promise<{ slug: string; domain: string }>;
  const slugs = { arabic: "", german: "", suspended: "" };
  let suspend: () => Promise<unknown>;

  beforeAll(async () => {
    // Imported once the cloud has said where the table is.
    const { newTenancy } = await import("../testing/matrix-tenancy");
    const { asMember, asSystem } = await import("@faibric/core/testing/actors");
    const Directory = await import("@faibric/core/platform/directory");
    const { TenantEntity } = await import("@faibric/core/tenant/tenant.entity");
    const Navigation = await import("@faibric/core/site/navigation");
    const Page = await import("@faibric/core/site/page");
    const { NewPage } = await import("@faibric/core/site/page.schema");
    const Profile = await import("@faibric/core/site/profile");
    const { Profile: Shape } = await import("@faibric/core/site/profile.schema");

    const open = async (name: string, locale: string, primaryColor: string) => {
      const { tenantId } = await newTenancy({ name: "hosted" });
      const slug = `hosted-${tenantId.slice(-8)}`;
      const settings = {
        timeZone: "Europe/Berlin",
        currency: "EUR",
        locale,
        brand: { primaryColor },
      };
      await asSystem(tenantId, () => TenantEntity.patch({ tenantId }).set({ name, settings }).go());
      await Directory.findOrAdd({ kind: "tenant-slug", name: slug, member: "claim", tenantId });
      const profile = Shape.parse({
        tagline: "Coffee roasted next door",
        description: "Zwei Zeilen\nmit Grüßen",
        email: "hello@example.com",
        phone: "+49 30 123456",
        address: { street: "Hauptstraße 1", postalCode: "10115", city: "Berlin", country: "DE" },
        openingHours: [{ day: "mon", opens: "09:00", closes: "18:00" }],
        links: [{ label: "Instagram", url: "https://instagram.com/x" }],
      });
      await asMember(tenantId, async () => {
        const page = NewPage.parse({
          slug: "about",
          title: "Über uns",
          body: BODY,
          status: "published",
        });
        const { pageId } = await Page.create({ tenantId, page });
        await Page.create({ tenantId, page: NewPage.parse({ slug: "draft", title: "Draft" }) });
        await Navigation.replace({ tenantId, pageIds: [pageId], version: 1 });
        await Profile.replace({ tenantId, profile, version: 1 });
      });
      return { tenantId, slug };
    };
    const [arabic, german, suspended] = [
      await open(NAME, "ar-EG", "#ffe08a"),
      await open("Blaue Flasche", "de-DE", "#1f4e79"),
      await open("Winter", "de-DE", "#1f4e79"),
    ];
    Object.assign(slugs, {
      arabic: arabic.slug,
      german: german.slug,
      suspended: suspended.slug,
    });
    withDomain = async () => {
      const DomainAdd = await import("@faibric/core/site/domain-add");
      const DomainCheck = await import("@faibric/core/site/domain-check");
      const { tenantId, slug } = await open("Eigene Adresse", "de-DE", "#1f4e79");
      const domain = `www.${slug}.test`;
      const { records } = await asMember(tenantId, () => DomainAdd.add({ tenantId, domain }));
      for (const { name, type, value } of records) platform.dns().set(name, type, [value]);
      const { state } = await asMember(tenantId, () => DomainCheck.check({ tenantId, domain }));
      expect(state).toBe("active");
      return { slug, domain };
    };
    const { tenantId } = suspended;
    suspend = () =>
      asSystem(tenantId, () => TenantEntity.patch({ tenantId }).set({ status: "suspended" }).go());
  }, 60_000);

  const at = (path: string) => `${platform.url()}/${path}`;
  const get = (path: string, headers: Record<string, string> = {}) => fetch(at(path), { headers });

  describe("a hosted page", () => {
    it("is whole without JavaScript: read, walked through, found missing", async () => {
      const context = await platform.browser().newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      const asked: string[] = [];
      page.on("request", (request) => asked.push(request.url()));
      await page.goto(at(slugs.german));
      await page.getByRole("heading", { level: 1, name: "Blaue Flasche" }).waitFor();
      expect(asked).toHaveLength(1);
      await page.getByRole("link", { name: "Über uns" }).click();
      await page.getByRole("heading", { level: 1, name: "Über uns" }).waitFor();
      await page.getByText("09:00 – 18:00").waitFor();
      expect(await page.title()).toBe("Über uns – Blaue Flasche");
      const missing = await page.goto(at(`${slugs.german}/nowhere`));
      expect(missing?.status()).toBe(404);
      await page.getByRole("link", { name: "Zur Startseite" }).click();
      await page.getByRole("heading", { level: 1, name: "Blaue Flasche" }).waitFor();
      await context.close();
    }, 60_000);

    it("is for everybody, in light and dark, on a phone and a desk, from either side", async () => {
      const page = await platform.browser().newPage();
      const complaints = complaintsOf(page);
      const paths = [slugs.german, slugs.arabic, `${slugs.arabic}/about`, `${slugs.german}/about`];
      for (const path of paths) {
        await page.goto(at(path));
        await expectAccessible(page);
      }
      expect(complaints).toEqual([]);
      await page.goto(at(`${slugs.arabic}/nowhere`));
      await expectAccessible(page);
      await page.close();
    }, 120_000);

    it("is one answer of a few kilobytes with nothing that runs, and says so in its policy", async () => {
      const answer = await get(`${slugs.german}/about`);
      const body = await answer.text();
      expect(gzipSync(body).length).toBeLessThan(MOST_BYTES);
      expect(body.replace(/<script type="application\/ld\+json">/, "")).not.toContain("<script");
      expect(body).not.toMatch(/(src|href)="https?:\/\/(?!example|instagram|localhost|127)/);
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy).toMatch(/^default-src 'none'/);
      expect(policy).not.toMatch(/script-src|unsafe|\*/);
      expect(answer.headers.get("set-cookie")).toBeNull();
    });

    it("is kept for seconds only, and not sent again to who has it", async () => {
      const first = await get(slugs.german);
      expect(first.headers.get("cache-control")).toMatch(/^public, max-age=0, s-maxage=15/);
      const etag = first.headers.get("etag") ?? "";
      const again = await get(slugs.german, { "if-none-match": `W/${etag}` });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe("");
    });

    it("has a map and says to search engines where it is", async () => {
      const robots = await (await get(`${slugs.german}/robots.txt`)).text();
      expect(robots).toContain(`/${slugs.german}/sitemap.xml`);
      const map = await (await get(`${slugs.german}/sitemap.xml`)).text();
      expect(map).toContain(`/${slugs.german}/about</loc>`);
      expect(map).not.toContain("draft");
      const root = await (await get("robots.txt")).text();
      expect(root).toContain("Disallow: /app/");
    });

    it("is not there while its business is suspended, nor a draft, nor what no site can be", async () => {
      expect((await get(slugs.suspended)).status).toBe(200);
      await suspend();
      const paths = [
        slugs.suspended,
        `${slugs.suspended}/about`,
        `${slugs.suspended}/sitemap.xml`,
        `${slugs.german}/draft`,
        "nobody-has-this-slug",
        "favicon.ico",
        "www.example.com/about",
        "x",
      ];
      for (const path of paths) {
        const answer = await get(path, { "x-faibric-domain": "www.example.com" });
        expect(answer.status, path).toBe(404);
        expect(answer.headers.get("content-security-policy"), path).toContain("default-src 'none'");
      }
    });

    it("is at a domain of the business's own, with nothing of the platform and nobody's cookies", async () => {
      const { slug, domain } = await withDomain();
      const visit = (target: string, method = "GET") =>
        sendRaw(platform.url(), {
          method,
          target,
          headers: { host: domain, cookie: "session=secret", "x-faibric-domain": "www.other.test" },
        });
      const start = await visit("/");
      expect(start.status).toBe(200);
      expect(start.text).toContain(`<link rel="canonical" href="https://${domain}/">`);
      expect(start.text).toContain('<a href="/about"');
      expect((await visit("/about")).text).toContain(`href="https://${domain}/about"`);
      expect((await visit("/robots.txt")).text).toContain(`https://${domain}/sitemap.xml`);
      for (const path of ["", "/about"]) {
        const moved = await fetch(at(slug + path), { redirect: "manual" });
        const to = moved.headers.get("location");
        expect([moved.status, to]).toEqual([308, `https://${domain}${path || "/"}`]);
      }
      const foreign = [
        ...[
          "/api/health",
          "/api/tenants",
          "/.well-known/jwks.json",
          "/live",
          "/_local",
          "/sign-in",
        ],
        ...[
          "/app/x",
          "/account",
          "/widgets/card.js",
          "/../sign-in",
          "//sign-in",
          "/%2e%2e/sign-in",
        ],
        `/${slug}`,
      ];
      for (const target of foreign) {
        const { status, headers, text } = await visit(target);
        expect(status, target).toBe(404);
        expect(headers["set-cookie"], target).toBeUndefined();
        expect(text, target).not.toContain("Faibric</title>");
      }
      expect((await visit("/", "POST")).status).toBe(405);
      const unknown = { method: "GET", target: "/", headers: { host: "www.nobody.test" } };
      expect((await sendRaw(platform.url(), unknown)).status).toBe(404);
    }, 60_000);

    it("of the start is at one address only", async () => {
      const answer = await fetch(at(`${slugs.german}/home`), { redirect: "manual" });
      expect([answer.status, answer.headers.get("location")]).toEqual([308, `/${slugs.german}`]);
    });
  });
}
