import { expect, it } from "vitest";
import { createId } from "../platform/id";
import { asMember, asSystem, newTenant } from "../testing/actors";
import { FileEntity } from "./file.entity";
import * as FileList from "./file-list";
import { foldName, sortNameOf } from "./file-name.schema";
import { FileQuery } from "./storage.schema";

const COUNT = 10_000;
const tenantId = newTenant();

/** Rows as many uploads leave them, every fourth of them paid. */
async function fill(): Promise<void> {
  const now = new Date().toISOString();
  const items = Array.from({ length: COUNT }, (_, index) => {
    const name = `Scan ${index}.pdf`;
    return {
      ...{ tenantId, fileId: createId("fil"), name, foldedName: foldName(name) },
      ...{ sortName: sortNameOf(name), folderId: "root" as const, place: "root" as const },
      ...{ contentType: "application/pdf", kind: "document" as const, size: 48_213 },
      ...{ tags: index % 4 ? [] : ["paid"], objectVersion: "null", version: 1 },
      ...{ createdAt: now, updatedAt: now },
    };
  });
  await asSystem(tenantId, () => FileEntity.put(items).go({ concurrency: 4 }));
}

const list = (query: object) =>
  asMember(tenantId, () => FileList.list(FileQuery.parse({ limit: 100, ...query })));

/** The names on all pages, one after the other, and how many pages there were. */
async function everyPage(query: object): Promise<{ names: string[]; pages: number }> {
  const names: string[] = [];
  let pages = 0;
  for (let cursor: string | null | undefined; cursor !== null; pages++) {
    const page = await list({ ...query, ...(cursor ? { cursor } : {}) });
    names.push(...page.items.map(({ name }) => name));
    cursor = page.cursor;
  }
  return { names, pages };
}

it("lists and searches ten thousand files page by page, none twice and none left out", async () => {
  await fill();
  const all = Array.from({ length: COUNT }, (_, index) => `Scan ${index}.pdf`);
  // By number, not by letter: 2 stands before 10.
  const whole = await everyPage({ in: "root" });
  expect(whole.names).toEqual(all);
  expect(whole.pages).toBeLessThanOrEqual(COUNT / 100 + 1);
  expect((await list({ limit: 3 })).items.map(({ name }) => name)).toEqual(
    all.slice(-3).toReversed(),
  );

  const one = await list({ search: "SCAN  9999" });
  expect(one.items.map(({ name }) => name)).toEqual(["Scan 9999.pdf"]);
  const some = await everyPage({ in: "root", search: "77" });
  expect(some.names).toEqual(all.filter((name) => name.includes("77")));
  const paid = await everyPage({ in: "root", tag: "paid", kind: "document" });
  expect(paid.names).toEqual(all.filter((_, index) => index % 4 === 0));
  expect((await everyPage({ kind: "image" })).names).toEqual([]);
  expect((await everyPage({ search: "scan 77 nothing" })).names).toEqual([]);
}, 60_000);

it("goes on only for the same list of the same tenant", async () => {
  const { cursor } = await list({ in: "root", limit: 1 });
  if (cursor === null) throw new Error("there is more than one file");
  await expect(list({ in: "all", cursor })).rejects.toThrow("cursor");
  const foreign = asMember(newTenant(), () =>
    FileList.list(FileQuery.parse({ in: "root", cursor })),
  );
  await expect(foreign).rejects.toThrow("cursor");
});
