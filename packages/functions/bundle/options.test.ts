import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { BANNER, bundleOptions, repositoryRoot } from "./options";

const root = repositoryRoot();
const folder = mkdtempSync(join(tmpdir(), "faibric-bundle-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUESTION = {
  version: "2.0",
  routeKey: "GET /api/tenants/{tenantId}",
  headers: {},
  requestContext: { requestId: "r" },
};

it("bundles a handler that loads and answers where nothing but Node is", async () => {
  const outfile = join(folder, "read-tenant.mjs");
  const { metafile } = await build({
    ...bundleOptions(root),
    mainFields: ["module", "main"],
    banner: { js: BANNER },
    entryPoints: [join(root, "packages/functions/src/tenant/read-tenant.ts")],
    outfile,
    metafile: true,
  });
  const inputs = Object.keys(metafile.inputs).join("\n");
  expect(inputs).toContain("bundle/credentials.ts");
  expect(inputs).not.toMatch(/credential-provider-(node|ini|sso)|node_modules\/jsonschema/);

  const ask = `const { handler } = await import(${JSON.stringify(pathToFileURL(outfile).href)});
    console.log(JSON.stringify(await handler(${JSON.stringify(QUESTION)}, {})))`;
  const answer = execFileSync(process.execPath, ["--input-type=module", "-e", ask], {
    cwd: folder,
    env: { TABLE_NAME: "t", STAGE: "test", AWS_REGION: "eu-central-1" },
  });
  // The line before says that there is no table to count the refusal in.
  const last = String(answer).trim().split("\n").at(-1) ?? "";
  expect(JSON.parse(last)).toMatchObject({ statusCode: 401 });
});
