import type { PublicView } from "@faibric/core/site/site.schema";
import { describe, expect, it } from "vitest";
import { canonicalOf, pathOf } from "./addresses";
import { directionOf } from "./direction";
import { weekOf } from "./hours";
import { html, trusted } from "./html";
import { renderView } from "./page";

const HOSTILE = `"><script>alert(1)</script>' onload=x </style></title><!--`;
const at = "2026-03-01T10:00:00.000Z";

const view = (over: Partial<PublicView["site"]> = {}): PublicView => ({
  site: {
    slug: "blue-bottle",
    name: "Blue Bottle",
    locale: "de-DE",
    timeZone: "Europe/Berlin",
    currency: "EUR",
    domain: null,
    profile: {},
    navigation: [],
    pages: [],
    ...over,
  },
  page: {
    slug: "about",
    title: "About",
    seoTitle: null,
    seoDescription: null,
    html: "<p>We &amp; <strong>you</strong></p>",
    publishedAt: at,
    updatedAt: at,
  },
});
const place = { origin: "https://faibric.example", root: "/blue-bottle" };

describe("HTML", () => {
  it("has values as text, between tags and in attributes, and only what is trusted as it is", () => {
    expect(
      html`<a href="${HOSTILE}">${HOSTILE}</a>${null}${false}${[1, "&"]}${trusted("<b>")}`.text,
    ).toBe(
      `<a href="${"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39; onload=x &lt;/style&gt;&lt;/title&gt;&lt;!--"}">&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39; onload=x &lt;/style&gt;&lt;/title&gt;&lt;!--</a>1&amp;<b>`,
    );
  });
});

describe("a hosted page", () => {
  it("has nothing that runs, whatever a business writes about itself", () => {
    const profile = {
      tagline: HOSTILE,
      description: HOSTILE,
      phone: "+49 30 1",
      address: { street: HOSTILE, city: HOSTILE },
      links: [{ label: HOSTILE, url: "https://example.com/?a=%22%3E" }],
    };
    const navigation = [{ slug: "about", title: HOSTILE }];
    for (const isStart of [true, false]) {
      const { body, policy } = renderView(
        view({ name: HOSTILE, profile, navigation }),
        place,
        isStart,
      );
      expect(body.match(/<script/g)).toHaveLength(1);
      expect(body).toContain(`<script type="application/ld+json">`);
      expect(body.match(/<\/script>/g)).toHaveLength(1);
      expect(body.match(/<\/style>/g)).toHaveLength(1);
      expect(policy).toMatch(/^default-src 'none'/);
      expect(policy).not.toContain("script-src");
    }
  });

  it("tells search engines what it is, where it is first of all, and whose", () => {
    const { body } = renderView(
      view({ domain: "www.blue.example", profile: { email: "hello@blue.example" } }),
      { origin: "https://www.blue.example", root: "" },
      false,
    );
    expect(body).toContain("<title>About – Blue Bottle</title>");
    expect(body).toContain(`<meta name="description" content="We &amp; you">`);
    expect(body).toContain(`<link rel="canonical" href="https://www.blue.example/about">`);
    const [, json = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      "@type": "LocalBusiness",
      email: "hello@blue.example",
      url: "https://www.blue.example/",
    });
  });

  it("has headings from the second level on, wherever its writer began", () => {
    const { site, page } = view();
    const deep = `<h4 dir="auto">One</h4><p>h4 &lt;h4></p><h5>Two</h5>`;
    const { body } = renderView({ site, page: page && { ...page, html: deep } }, place, false);
    expect(body).toContain(`<h2 dir="auto">One</h2><p>h4 &lt;h4></p><h3>Two</h3>`);
  });

  it("has addresses below the slug on the platform, and at the root of a domain", () => {
    expect([pathOf(place), pathOf(place, "home"), pathOf(place, "about")]).toEqual([
      "/blue-bottle",
      "/blue-bottle",
      "/blue-bottle/about",
    ]);
    const own = { origin: "https://www.blue.example", root: "" };
    expect([pathOf(own), pathOf(own, "about")]).toEqual(["/", "/about"]);
    expect(canonicalOf(view().site, own, "about")).toBe(
      "https://www.blue.example/blue-bottle/about",
    );
  });

  it.each([
    ["ar-EG", "rtl"],
    ["he", "rtl"],
    ["fa-IR", "rtl"],
    ["az-Arab", "rtl"],
    ["de-DE", "ltr"],
    ["uz-Latn", "ltr"],
  ])("in %s is written %s", (locale, direction) => {
    expect(directionOf(locale)).toBe(direction);
  });

  it("has the week as the locale begins it, with the hours of each day in order", () => {
    const times = [
      { day: "sun", opens: "14:00", closes: "18:00" },
      { day: "sun", opens: "09:00", closes: "12:30" },
    ] as const;
    expect(weekOf(times, "en-US")[0]).toEqual({
      name: "Sunday",
      times: ["9:00 AM – 12:30 PM", "2:00 PM – 6:00 PM"],
    });
    expect(weekOf(times, "de-DE").at(-1)).toEqual({
      name: "Sonntag",
      times: ["09:00 – 12:30", "14:00 – 18:00"],
    });
    expect(weekOf(times, "ar-EG")[0]?.name).toBe("السبت");
  });
});
