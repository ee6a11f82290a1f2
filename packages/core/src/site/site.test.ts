import { describe, expect, it } from "vitest";
import { ForbiddenError, StaleError } from "../platform/errors";
import type { TenantId } from "../platform/id";
import { asMember, asSystem, newTenant } from "../testing/actors";
import { announced } from "../testing/announced";
import * as Navigation from "./navigation";
import * as Page from "./page";
import { MAX_PAGES, NewPage, PageSlug, RESERVED_PAGE_SLUGS } from "./page.schema";
import { PageBodyEntity } from "./page-body.entity";
import * as PageChange from "./page-change";
import * as Profile from "./profile";
import { Profile as ProfileShape } from "./profile.schema";
import * as SamplePages from "./sample-pages";
import {
  NavigationPageMissingError,
  PageNotFoundError,
  PageSlugTakenError,
  SiteNotFoundError,
  TooManyPagesError,
} from "./site.errors";

const title = "Über uns · 私たちについて · من نحن ☕️";
const body = "# Grüß Gott\n\nWir rösten **Kaffee**.\n\n- قهوة\n- 咖啡";
const page = (slug: string, more: Partial<NewPage> = {}) =>
  NewPage.parse({ slug, title, body, ...more });

const make = (tenantId: TenantId, slug: string, more: Partial<NewPage> = {}) =>
  asMember(tenantId, () => Page.create({ tenantId, page: page(slug, more) }));
const list = async (tenantId: TenantId) =>
  (await asMember(tenantId, () => Page.list(tenantId), "viewer")).items;

describe("a page", () => {
  it("is found with its text as it was written, and in the list without it", async () => {
    const tenantId = newTenant();
    const made = await make(tenantId, "about");
    expect(made).toMatchObject({ title, body, status: "draft", position: null, version: 1 });
    const { body: _, ...summary } = made;
    expect(await list(tenantId)).toEqual([summary]);
    expect(await asMember(tenantId, () => Page.get(tenantId, made.pageId))).toEqual(made);
    expect(await announced(tenantId, made.pageId)).toMatchObject([
      { type: "site.page.created", properties: { slug: "about", status: "draft" } },
    ]);
  });

  it("is published and taken back, and says since when it is public", async () => {
    const tenantId = newTenant();
    const { pageId } = await make(tenantId, "about");
    const change = (version: number, status: "draft" | "published") =>
      asMember(tenantId, () =>
        PageChange.change({ tenantId, pageId, version, change: { status } }),
      );
    const published = await change(1, "published");
    expect(published.publishedAt).toBe(published.updatedAt);
    expect(published.body).toBe(body);
    const again = await asMember(tenantId, () =>
      PageChange.change({ tenantId, pageId, version: 2, change: { title: "About" } }),
    );
    expect(again).toMatchObject({ title: "About", publishedAt: published.publishedAt });
    expect(await change(3, "draft")).toMatchObject({ status: "draft", publishedAt: null });
  });

  it("is changed by one of those who change it at once", async () => {
    const tenantId = newTenant();
    const { pageId } = await make(tenantId, "about");
    const changes = await Promise.allSettled(
      ["One", "Two", "Three"].map((text) =>
        asMember(tenantId, () =>
          PageChange.change({ tenantId, pageId, version: 1, change: { body: text } }),
        ),
      ),
    );
    expect(changes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const stale = changes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    for (const reason of stale) expect(reason).toBeInstanceOf(StaleError);
    const { version } = await asMember(tenantId, () => Page.get(tenantId, pageId));
    expect(version).toBe(2);
  });

  it("that is given what it has stays the version it was", async () => {
    const tenantId = newTenant();
    const made = await make(tenantId, "about");
    const { pageId } = made;
    const change = { title, body, slug: "about" };
    const same = () => PageChange.change({ tenantId, pageId, version: 1, change });
    expect(await asMember(tenantId, same)).toEqual(made);
    expect(await announced(tenantId, pageId)).toHaveLength(1);
  });

  it("has an address of its own, however many ask for it at once", async () => {
    const tenantId = newTenant();
    const tries = await Promise.allSettled([1, 2, 3].map(() => make(tenantId, "about")));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(make(tenantId, "about")).rejects.toThrow(PageSlugTakenError);
    expect(await list(tenantId)).toHaveLength(1);
  });

  it("leaves its address to others when it takes another, and when it is deleted", async () => {
    const tenantId = newTenant();
    const { pageId } = await make(tenantId, "about");
    const other = await make(tenantId, "contact");
    const rename = (slug: string) =>
      asMember(tenantId, () =>
        PageChange.change({ tenantId, pageId, version: 1, change: { slug } }),
      );
    await expect(rename("contact")).rejects.toThrow(PageSlugTakenError);
    await rename("team");
    await make(tenantId, "about");
    const { version } = other;
    await asMember(tenantId, () => Page.remove({ tenantId, pageId: other.pageId, version }));
    await make(tenantId, "contact");
  });

  it("is gone once it is deleted, with its text, and is deleted once", async () => {
    const tenantId = newTenant();
    const { pageId } = await make(tenantId, "about");
    const remove = (version: number) =>
      asMember(tenantId, () => Page.remove({ tenantId, pageId, version }));
    await expect(remove(2)).rejects.toThrow(StaleError);
    await remove(1);
    await expect(remove(1)).rejects.toThrow(PageNotFoundError);
    await expect(asMember(tenantId, () => Page.get(tenantId, pageId))).rejects.toThrow(
      PageNotFoundError,
    );
    const text = await asSystem(tenantId, () => PageBodyEntity.get({ tenantId, pageId }).go());
    expect(text.data).toBeNull();
  });

  it("is not another tenant's, nor a viewer's to change", async () => {
    const [tenantId, other] = [newTenant(), newTenant()];
    const { pageId } = await make(tenantId, "about");
    await expect(asMember(other, () => Page.get(tenantId, pageId))).rejects.toThrow(
      SiteNotFoundError,
    );
    await expect(asMember(other, () => Page.get(other, pageId))).rejects.toThrow(PageNotFoundError);
    const remove = () => Page.remove({ tenantId, pageId, version: 1 });
    await expect(asMember(tenantId, remove, "viewer")).rejects.toThrow(ForbiddenError);
    await asMember(tenantId, remove, "member");
  });

  it("is one of a hundred at most, however many are made at once", async () => {
    const tenantId = newTenant();
    for (let made = 0; made < MAX_PAGES - 1; made += 9) {
      const some = Array.from({ length: 9 }, (_, index) => make(tenantId, `page-${made + index}`));
      await Promise.all(some);
    }
    const tries = await Promise.allSettled([1, 2, 3].map((last) => make(tenantId, `last-${last}`)));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(make(tenantId, "one-more")).rejects.toThrow(TooManyPagesError);
    const [first] = await list(tenantId);
    if (!first) throw new Error("there are no pages");
    const { pageId } = first;
    await asMember(tenantId, () => Page.remove({ tenantId, pageId, version: 1 }));
    await make(tenantId, "one-more");
  });

  it.each(["", "About", "a--b", "-a", "ü", "a/b", "sitemap.xml", "x".repeat(61)])(
    "has no address such as %o",
    (slug) => {
      expect(PageSlug.safeParse(slug).success).toBe(false);
    },
  );

  it.each(RESERVED_PAGE_SLUGS)("leaves the address %s to the site itself", (slug) => {
    expect(PageSlug.safeParse(slug).error?.issues).toMatchObject([
      { message: "This address is reserved." },
    ]);
  });

  it.each([
    ["\u202Eneht", "turned round"],
    ["two\nlines", "of two lines"],
    [" \u200B ", "that nobody sees"],
    ["x".repeat(121), "that is too long"],
  ])("has no title %o, %s", (bad) => {
    expect(NewPage.safeParse({ slug: "about", title: bad }).success).toBe(false);
  });
});

describe("the navigation", () => {
  it("has pages in its order, and each says where it stands", async () => {
    const tenantId = newTenant();
    const [one, two, three] = [
      await make(tenantId, "one"),
      await make(tenantId, "two"),
      await make(tenantId, "three"),
    ];
    const pageIds = [three.pageId, one.pageId];
    const put = () => Navigation.replace({ tenantId, pageIds, version: 1 });
    expect(await asMember(tenantId, put)).toEqual({ pageIds, version: 2 });
    expect((await list(tenantId)).map(({ slug, position }) => [slug, position])).toEqual([
      ["three", 1],
      ["one", 2],
      ["two", null],
    ]);
    const found = await asMember(tenantId, () => Page.get(tenantId, one.pageId));
    expect(found.position).toBe(2);
    await expect(asMember(tenantId, put)).rejects.toThrow(StaleError);
    expect(two.position).toBeNull();
  });

  it("leaves out a page that is deleted, and takes none that is not there", async () => {
    const tenantId = newTenant();
    const [one, two] = [await make(tenantId, "one"), await make(tenantId, "two")];
    const put = (version: number) =>
      asMember(tenantId, () =>
        Navigation.replace({ tenantId, pageIds: [one.pageId, two.pageId], version }),
      );
    await put(1);
    await asMember(tenantId, () => Page.remove({ tenantId, pageId: one.pageId, version: 1 }));
    expect(await asMember(tenantId, () => Navigation.get(tenantId))).toEqual({
      pageIds: [two.pageId],
      version: 2,
    });
    expect(await list(tenantId)).toMatchObject([{ slug: "two", position: 1 }]);
    await expect(put(2)).rejects.toThrow(NavigationPageMissingError);
  });

  it("is changed by one of those who change it at once, also the first time", async () => {
    const tenantId = newTenant();
    const { pageId } = await make(tenantId, "one");
    const put = (version: number, pageIds: (typeof pageId)[]) =>
      asMember(tenantId, () => Navigation.replace({ tenantId, pageIds, version }));
    const first = await Promise.allSettled([put(1, [pageId]), put(1, [pageId])]);
    expect(first.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const second = await Promise.allSettled([put(2, []), put(2, [])]);
    expect(second.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("pages that are examples", () => {
  it("are removed together, but not those that somebody has changed", async () => {
    const tenantId = newTenant();
    const sample = (slug: string) =>
      asSystem(tenantId, () => SamplePages.create({ slug, title, body, status: "published" }));
    const [mine, kept] = [await make(tenantId, "mine"), await sample("kept")];
    for (let count = 0; count < 34; count++) await sample(`sample-${count}`);
    const { pageId } = kept;
    const change = { title: "Ours now" };
    await asMember(tenantId, () => PageChange.change({ tenantId, pageId, version: 1, change }));
    const remove = () => asMember(tenantId, SamplePages.remove);
    expect(await remove()).toEqual({ deleted: 30, left: 4 });
    expect(await remove()).toEqual({ deleted: 4, left: 0 });
    expect(await remove()).toEqual({ deleted: 0, left: 0 });
    const left = await list(tenantId);
    expect(left.map(({ slug, sample: is }) => [slug, is])).toEqual([
      ["mine", false],
      ["kept", false],
    ]);
    expect(left[0]?.pageId).toBe(mine.pageId);
  });
});

describe("the profile", () => {
  const profile = ProfileShape.parse({
    tagline: "قهوة محمصة في الجوار ☕️",
    description: "Zwei Zeilen\nund mehr",
    email: "Hallo@Example.com",
    phone: "+49 30 123456",
    address: { street: "Hauptstraße 1", postalCode: "10115", city: "Berlin", country: "DE" },
    openingHours: [
      { day: "mon", opens: "09:00", closes: "12:30" },
      { day: "mon", opens: "14:00", closes: "18:00" },
      { day: "sat", opens: "22:00", closes: "02:00" },
    ],
    links: [{ label: "Instagram", url: "https://instagram.com/x" }],
  });

  it("is empty at first, and then what was written", async () => {
    const tenantId = newTenant();
    const get = () => asMember(tenantId, () => Profile.get(tenantId), "viewer");
    expect(await get()).toEqual({ version: 1 });
    await asMember(tenantId, () => Profile.replace({ tenantId, profile, version: 1 }));
    expect(await get()).toEqual({ ...profile, email: "hallo@example.com", version: 2 });
    expect(await announced(tenantId)).toMatchObject([
      { type: "site.profile.changed", properties: { changed: expect.arrayContaining(["phone"]) } },
    ]);
  });

  it("is changed by one of those who change it at once, and stays where nothing changes", async () => {
    const tenantId = newTenant();
    const put = (version: number, tagline: string) =>
      asMember(tenantId, () => Profile.replace({ tenantId, profile: { tagline }, version }));
    const tries = await Promise.allSettled([put(1, "One"), put(1, "Two")]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { tagline = "", version } = await asMember(tenantId, () => Profile.get(tenantId));
    expect(version).toBe(2);
    expect(await put(2, tagline)).toMatchObject({ version: 2 });
    await expect(put(1, tagline)).rejects.toThrow(StaleError);
  });

  it.each<[string, object]>([
    [
      "a time of another day's clock",
      { openingHours: [{ day: "mon", opens: "24:00", closes: "1:00" }] },
    ],
    [
      "the same time twice",
      { openingHours: Array(2).fill({ day: "mon", opens: "09:00", closes: "10:00" }) },
    ],
    [
      "four times in a day",
      {
        openingHours: ["09", "10", "11", "12"].map((hour) => ({
          day: "mon",
          opens: `${hour}:00`,
          closes: `${hour}:30`,
        })),
      },
    ],
    ["a country that is none", { address: { country: "XX" } }],
    ["a link that runs", { links: [{ label: "x", url: "javascript:alert(1)" }] }],
    ["a link with a password", { links: [{ label: "x", url: "https://u:p@example.com" }] }],
    ["a telephone number of words", { phone: "call me" }],
  ])("has not %s", (_what, bad) => {
    expect(ProfileShape.safeParse(bad).success).toBe(false);
  });
});
