import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SCOPES } from "@faibric/core/platform/permission";
import { Problem } from "@faibric/core/platform/problem.schema";
import { type Filling, fillIn } from "@faibric/core/platform/sample-words";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describedOperations, runProgram, runShell, sampleOf } from "../testing/samples";
import { PASSWORD, startCustomerCloud } from "./customers.fixture";
import { ROOT } from "./settings";

// What developers copy, run as they would: the samples of the API's description, and the guides.

const { cloud, call, customer, newShop, close } = await startCustomerCloud();
afterAll(close);
const GUIDES = join(ROOT, "docs/guides/developers");
const ORIGIN = "https://shop.example.com";

let filling: Filling;
beforeAll(async () => {
  const shop = await newShop(ORIGIN);
  const made = await call("POST", `/api/tenants/${shop.tenantId}/api-keys`, {
    headers: shop.owner,
    body: { name: "Lager 📦", scopes: SCOPES },
  });
  const { tokens } = await customer(shop);
  filling = {
    url: cloud.url,
    tenantId: shop.tenantId,
    apiKey: made.body.key,
    appKey: shop.appKey,
    accessToken: shop.owner.authorization?.replace("Bearer ", "") ?? "",
    customerToken: tokens.accessToken,
  };
});

/** What of a sample is somebody's own beside the keys: an address, a slug. */
const ownIn = (source: string, name: string) =>
  fillIn(source, filling)
    .replaceAll("ada@example.com", `${name}@example.com`)
    .replaceAll('"blue-bottle"', `"${name}"`)
    .replaceAll('slug: "blue-bottle"', `slug: "${name}"`);

const problemIn = (text: string) => {
  try {
    return Problem.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // not JSON: an export, a page
  }
};

describe("the samples of the API's description", () => {
  const readings = describedOperations().filter(
    ({ method, path }) => method === "get" && /^[^{]*(\{tenantId\}[^{]*)?$/.test(path),
  );

  it.each(readings)("by curl: $operationId", async (operation) => {
    const text = await runShell(ownIn(sampleOf(operation, "Shell"), "reader"));
    // Nothing is there yet for some, and the token of a test has no account behind it.
    const refused = problemIn(text);
    if (refused) expect(refused.code).toMatch(/\.not_found$/);
    else expect(text).not.toBe("");
  });

  const made = ["createTenant", "signUp", "signUpCustomer", "updateAppKey", "createApiKey"];
  it.each(describedOperations().filter(({ operationId }) => made.includes(operationId)))(
    "by curl and by the client, though they change something: $operationId",
    async (operation) => {
      const name = `sample-${operation.operationId.toLowerCase()}`;
      const text = await runShell(ownIn(sampleOf(operation, "Shell"), name));
      const program = runProgram(ownIn(sampleOf(operation, "TypeScript"), `${name}-2`));
      if (operation.operationId === "updateAppKey") {
        expect(problemIn(text)?.code).toBe("keys.app_key.not_found");
        await expect(program).rejects.toThrow("keys.app_key.not_found");
      } else {
        expect(problemIn(text)).toBeUndefined();
        await program;
      }
    },
  );

  const read = ["readTenant", "listTenants", "readHealth", "readPublicTenant", "readCustomer"];
  it.each(describedOperations().filter(({ operationId }) => read.includes(operationId)))(
    "by the client: $operationId",
    async (operation) => {
      expect(await runProgram(ownIn(sampleOf(operation, "TypeScript"), "reader"))).not.toBe("");
    },
  );
});

describe("the guides for developers", () => {
  const codeIn = (file: string, language: string) =>
    [...readFileSync(join(GUIDES, file), "utf8").matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
      .filter(([, of]) => of === language)
      .map(([, , code = ""]) => code);
  const guides = readdirSync(GUIDES).filter((file) => file.endsWith(".md"));
  const name = (file: string) => `guide-${file.replace(".md", "")}`;

  it.each(guides)("say commands that work: %s", async (file) => {
    for (const code of codeIn(file, "sh")) {
      const text = await runShell(
        ownIn(code, name(file)).replaceAll("correct-horse-battery-staple-7", PASSWORD),
      );
      const refused = problemIn(text);
      // One guide shows a refusal, and one signs in with an address that nobody has proved here.
      if (file === "errors.md") expect(refused?.code).toBe("platform.request.invalid");
      else if (code.includes("/sign-in?")) expect(refused?.code).toBe("auth.email.unverified");
      else expect(refused?.code ?? "", code).toMatch(/^$|^auth\.account\.not_found$/);
    }
  });

  it.each(guides)("have programs that run: %s", async (file) => {
    for (const code of codeIn(file, "ts")) {
      expect(await runProgram(ownIn(code, `${name(file)}-2`))).not.toBe("");
    }
  });

  it("show that the second answer is the first", async () => {
    const [twice = ""] = codeIn("idempotency.md", "sh");
    const text = await runShell(ownIn(twice, "guide-twice"));
    expect(text.match(/HTTP\/1.1 201/g)).toHaveLength(2);
    expect(text.match(/^idempotency-replayed: true/gim)).toHaveLength(1);
  });

  it("link to guides that there are", () => {
    const links = guides.flatMap((file) =>
      [...readFileSync(join(GUIDES, file), "utf8").matchAll(/\]\(([^):]+\.md)\)/g)].map(
        ([, target]) => target,
      ),
    );
    expect(links.length).toBeGreaterThan(2);
    expect(links.filter((target) => !guides.includes(target ?? ""))).toEqual([]);
  });
});
