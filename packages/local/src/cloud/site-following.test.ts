import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { eventually } from "../testing/eventually";
import type { Site, SiteMode } from "./site";
import { startFollowingSite } from "./site-following";

const folder = mkdtempSync(join(tmpdir(), "faibric-site-"));
mkdirSync(join(folder, "members"));
afterAll(() => rmSync(folder, { recursive: true }));

const PORT = 4_000;

/** Sites that only tell what becomes of them. Closing one takes a moment, as it does. */
function sites() {
  const told: string[] = [];
  const start = (port: number, mode: SiteMode): Site => {
    told.push(`${mode} on ${port}`);
    return {
      url: () => mode,
      isStarting: () => false,
      async close() {
        told.push(`closing ${mode}`);
        await sleep(20);
        told.push(`closed ${mode}`);
      },
    };
  };
  return { told, start };
}

it("is run in dev from the first page that is saved, on the port of the one before", async () => {
  const { told, start } = sites();
  const site = startFollowingSite(PORT, { folders: [folder], start });
  expect([site.url(), site.isStarting()]).toEqual(["built", false]);

  for (const name of ["page.tsx", "form.tsx"])
    writeFileSync(join(folder, "members", name), "// ☕");
  await eventually(
    () => told,
    () => site.url() === "dev",
  );
  await site.close();
  expect(told).toEqual([
    ...["built on 4000", "closing built", "closed built"],
    ...["dev on 4000", "closing dev", "closed dev"],
  ]);
});

it("stays as it was built where tests are saved, and once it is closed", async () => {
  const { told, start } = sites();
  const site = startFollowingSite(PORT, { folders: [folder], start });
  writeFileSync(join(folder, "members", "page.test.ts"), "");
  await sleep(50);
  await site.close();
  writeFileSync(join(folder, "members", "page.tsx"), "");
  await sleep(50);
  expect(told).toEqual(["built on 4000", "closing built", "closed built"]);
});
