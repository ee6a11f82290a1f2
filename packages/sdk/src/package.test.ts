import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { badServer, json, TENANT } from "./bad-server.fixture";

const root = join(import.meta.dirname, "../../..");
const bin = (name: string) => join(root, "node_modules/.bin", name);
const customer = mkdtempSync(join(tmpdir(), "faibric-sdk-"));

/** What a customer writes, with nothing of this repository at hand. */
const PROGRAM = `
import { ApiError, createFaibric, type Faibric } from "@faibric/sdk";

declare const process: { argv: string[] };
const faibric: Faibric = createFaibric({ baseUrl: process.argv[2] ?? "", token: async () => "t" });
const body = { name: "Blue Bottle Coffee", slug: "blue-bottle" };
type Status = "onboarding" | "active" | "failed" | "suspended";
const { tenantId, status }: { tenantId: string; status: Status } =
  await faibric.tenant.createTenant({ body });
try {
  await faibric.tenant.readTenant({ params: { tenantId: \`tnt_\${tenantId.slice(4)}\` } });
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  console.log(status, error.code);
}
// @ts-expect-error a tenant has no colour
await faibric.tenant.createTenant({ body: { ...body, slug: 5 } });
`;

beforeAll(() => {
  const modules = join(customer, "node_modules");
  mkdirSync(join(modules, "@faibric"), { recursive: true });
  symlinkSync(join(root, "packages/sdk/node_modules/zod"), join(modules, "zod"));
  const script = join(root, "scripts/build-sdk.ts");
  execFileSync(bin("tsx"), [script, join(modules, "@faibric/sdk")], {
    cwd: root,
    env: { ...process.env, PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}` },
  });
  writeFileSync(join(customer, "package.json"), '{"type":"module"}');
  writeFileSync(join(customer, "program.ts"), PROGRAM);
});

afterAll(() => rmSync(customer, { recursive: true, force: true }));

describe("the SDK as a package", () => {
  it("has types, found as Node finds them", () => {
    const options = ["--strict", "--exactOptionalPropertyTypes", "--skipLibCheck"];
    const how = [
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--lib",
      "es2023,dom",
      "--types",
      "",
    ];
    // A type that was not found would be `any`, and leave the expected error out.
    const checked = execFileSync(bin("tsc"), [...options, ...how, "program.ts"], { cwd: customer });
    expect(checked.toString()).toBe("");
  });

  it("runs in Node with nothing but zod beside it", async () => {
    const refusal = { status: 404, code: "tenant.tenant.not_found", detail: "No.", requestId: "r" };
    const problem = { "content-type": "application/problem+json" };
    await using server = await badServer(
      json(201, TENANT),
      json(404, { type: "t", title: "T", ...refusal }, problem),
      json(201, TENANT),
    );
    const { baseUrl } = server.options;
    const run = promisify(execFile)(process.execPath, ["program.ts", baseUrl], { cwd: customer });
    expect((await run).stdout).toBe("active tenant.tenant.not_found\n");
  });

  it("adds less than 5 kB to a page that has zod, beside the contracts it is given", async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: 'export { createClient, ApiError } from "@faibric/sdk"',
        resolveDir: customer,
      },
      bundle: true,
      minify: true,
      format: "esm",
      external: ["zod"],
      write: false,
    });
    const [file] = outputFiles;
    expect(gzipSync(file?.contents ?? "").length).toBeLessThan(5_000);
  });
});
