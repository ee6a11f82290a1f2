import { readdirSync } from "node:fs";
import { join } from "node:path";
import { RESERVED_SLUGS } from "@faibric/core/tenant/tenant.schema";
import { expect, it } from "vitest";

const WEB = join(import.meta.dirname, "../..");

/** The first step of every page's address: folders in brackets are none, and one for any name is the businesses'. */
function stepsIn(folder: string): string[] {
  return (
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .filter(({ name }) => !name.startsWith("["))
      .flatMap(({ name }) => (name.startsWith("(") ? stepsIn(join(folder, name)) : [name]))
      // What has a dot, such as robots.txt, is no slug.
      .filter((name) => !name.includes("."))
  );
}

it("leaves to no business an address that is a page or a folder of ours", () => {
  const taken = [...stepsIn(join(WEB, "app")), ...stepsIn(join(WEB, "public")), "api", "live"];
  expect(taken).toContain("sign-in");
  expect(taken.filter((name) => !RESERVED_SLUGS.includes(name))).toEqual([]);
});
