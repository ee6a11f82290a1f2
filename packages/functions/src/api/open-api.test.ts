import { readFileSync } from "node:fs";
import { MfaRequiredError, StepUpRequiredError } from "@faibric/core/auth/auth.errors";
import { OriginRefusedError } from "@faibric/core/keys/keys.errors";
import * as Errors from "@faibric/core/platform/errors";
import { describeApi } from "@faibric/core/platform/openapi";
import { REFUSALS } from "@faibric/core/platform/openapi-refusals";
import { Problem } from "@faibric/core/platform/problem.schema";
import { TenantSuspendedError } from "@faibric/core/tenant/tenant.errors";
import { Validator } from "@seriousme/openapi-schema-validator";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { manifests } from "../manifests";
import { IdempotencyInProgressError, IdempotencyKeyReusedError } from "../platform/idempotency";
import { functionsOf, namesOf } from "../platform/manifest.schema";
import names from "../platform/operation-names.json";
import { toProblem } from "../platform/problem";
import { BodyTooLargeError, UnsupportedContentTypeError } from "../platform/request";

const root = new URL("../../../../", import.meta.url);
const readJson = (file: string) => JSON.parse(readFileSync(new URL(file, root), "utf8"));

describe("docs/openapi.json", () => {
  it("says what the contracts say (`npm run openapi` writes it)", () => {
    const { version } = readJson("package.json");
    expect(readJson("docs/openapi.json")).toEqual(
      JSON.parse(JSON.stringify(describeApi(version, manifests))),
    );
  });

  it("has the names of the operations beside it, which the audit log tells", () => {
    expect(names).toEqual(namesOf(manifests));
  });

  it("is a valid OpenAPI 3.1 document", async () => {
    const validator = new Validator();
    expect(await validator.validate(readJson("docs/openapi.json"))).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  it("has every reference point at something", () => {
    const document = readJson("docs/openapi.json");
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
    const broken = refs.filter(
      ([, path = ""]) =>
        !path
          .split("/")
          .reduce((at: unknown, key) => (at as Record<string, unknown>)?.[key], document),
    );
    expect(refs.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });
});

describe("the refusals described for every operation", () => {
  const thrown = [
    new Errors.InvalidRequestError([{ path: ["body"], message: "A body is needed." }]),
    new Errors.UnauthenticatedError("Sign in."),
    new Errors.TenantRefusedError(),
    new TenantSuspendedError(),
    new MfaRequiredError(),
    new OriginRefusedError("https://other.example.com"),
    new StepUpRequiredError(),
    new Errors.ForbiddenError("No."),
    new Errors.ConflictError("Again."),
    new Errors.StaleError(),
    new IdempotencyInProgressError(),
    new IdempotencyKeyReusedError(),
    new BodyTooLargeError(),
    new UnsupportedContentTypeError("text/plain"),
    new Errors.LimitExceededError(42),
    new Error("a defect"),
  ];

  it("are those that the platform answers, with the same status, in the form described", () => {
    const answered = thrown.map((error) => {
      const { statusCode, body = "" } = toProblem(error, "request-1");
      const { status, code } = Problem.strict().parse(JSON.parse(body));
      expect(statusCode).toBe(status);
      return `${status} ${code}`;
    });
    const described = REFUSALS.map(({ status, code }) => `${status} ${code}`);
    expect(described.filter((line) => !line.includes("<")).sort()).toEqual(answered.sort());
  });
});

describe("the functions", () => {
  it("carry nothing of what describes them", async () => {
    const { metafile } = await build({
      absWorkingDir: new URL(root).pathname,
      entryPoints: manifests.flatMap(functionsOf).map(({ file }) => `${file}.ts`),
      bundle: true,
      packages: "external",
      alias: { "@faibric/core": "./packages/core/src" },
      format: "esm",
      outdir: "unused",
      write: false,
      metafile: true,
    });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs).toContain("packages/core/src/platform/contract.ts");
    expect(inputs.filter((file) => file.includes("/openapi"))).toEqual(["docs/openapi.json"]);
  });
});
