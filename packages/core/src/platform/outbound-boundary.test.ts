import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../../..");
const CONNECTS =
  /\bfetch\(|from "(?:node:)?(?:https?|http2|net|tls|dgram|undici)"|import\("(?:node:)?(?:https?|http2|net|tls|dgram|undici)"\)|from "(?:axios|got|node-fetch|ky|superagent|needle|ws)"|\bnew (?:WebSocket|EventSource|XMLHttpRequest)\b/;

/** What connects to somewhere; all else goes through it, or through a vendor's own client. */
const ALLOWED = ["packages/core/src/platform/outbound.ts"];

it("nothing in the product calls an address but through the guard", () => {
  const sources = ["packages/core/src", "packages/functions/src"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.(test|fixture)\.ts$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  expect(sources.length).toBeGreaterThan(100);
  const connecting = sources.filter((file) =>
    CONNECTS.test(readFileSync(join(ROOT, file), "utf8")),
  );
  expect(connecting).toEqual(ALLOWED);
});
