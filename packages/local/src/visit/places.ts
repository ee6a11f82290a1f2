import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { ROOT } from "../cloud/settings";
import type { Person } from "./person";

const APP = join(ROOT, "packages/web/app");

export interface Place {
  readonly path: string;
  readonly signedIn: boolean;
}

/** The site's own pages, from its folders: `(console)/app/[slug]/keys/page.tsx` is at /app/<slug>/keys. */
export function placesOf({ slug, pageId }: Pick<Person, "slug" | "pageId">): readonly Place[] {
  const gaps = { slug, pageId, guide: "quick-start", capability: "tenant" };
  return (
    readdirSync(APP, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("page.tsx"))
      .map((file) => ({
        path: Object.entries(gaps).reduce(
          (path, [gap, value]) => path.replace(`[${gap}]`, value),
          `/${dirname(file).replace(/\([^)]*\)\/?|^\.$/g, "")}`,
        ),
        signedIn: /^(\(console\)|home|welcome)/.test(file),
      }))
      // The page of all parts is not deployed, and has pictures and a test of its own.
      .filter(({ path }) => path !== "/ui")
      .toSorted((one, other) => (one.path < other.path ? -1 : 1))
  );
}

/** Signs in as a person does, and ends at their business. */
export async function signIn(page: Page, url: string, person: Person): Promise<void> {
  const { email, password, slug } = person;
  await page.goto(`${url}/sign-in?next=${encodeURIComponent(`/app/${slug}`)}`);
  await page.getByLabel("E-mail address", { exact: true }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(`**/app/${slug}`);
}
