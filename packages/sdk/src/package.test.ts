import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

interface Described {
  readonly operationId: string;
  readonly "x-codeSamples": readonly { lang: string; source: string }[];
}

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

const CHECKED = [
  ..."--strict --exactOptionalPropertyTypes --skipLibCheck --module nodenext --target es2022".split(
    " ",
  ),
  ..."--lib es2023,dom --noEmit --types".split(" "),
  "",
];
/** Faults that the compiler finds in a customer's programs. */
function faultsIn(...files: string[]): string {
  const { stdout } = spawnSync(bin("tsc"), [...CHECKED, ...files], { cwd: customer });
  return stdout.toString();
}

describe("the SDK as a package", () => {
  it("has types, found as Node finds them", () => {
    // A type that was not found would be `any`, and leave the expected error out.
    expect(faultsIn("program.ts")).toBe("");
  });

  it("is called as every sample of the API's description calls it", () => {
    const document: { paths: Record<string, Record<string, Described>> } = JSON.parse(
      readFileSync(join(root, "docs/openapi.json"), "utf8"),
    );
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    writeFileSync(
      join(customer, "globals.d.ts"),
      "declare const process: { env: Record<string, string | undefined> };",
    );
    const files = operations.map(({ operationId, "x-codeSamples": samples }) => {
      const { source = "no sample" } = samples.find(({ lang }) => lang === "TypeScript") ?? {};
      writeFileSync(join(customer, `${operationId}.ts`), source);
      return `${operationId}.ts`;
    });
    expect(files.length).toBeGreaterThan(90);
    expect(faultsIn("globals.d.ts", ...files)).toBe("");
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
