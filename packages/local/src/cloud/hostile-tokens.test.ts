import { Problem } from "@faibric/core/platform/problem.schema";
import { afterAll, describe, expect, it } from "vitest";
import { sendRaw } from "../testing/raw-http";
import { startSuiteCloud } from "../testing/suite-cloud";
import { UNLIMITED } from "../testing/unlimited";

// The list that the core's own test has, sent to the API as it runs.

const cloud = await startSuiteCloud({ rateLimits: UNLIMITED });
afterAll(() => cloud.close());
// Imported once the cloud has said where the table is.
const { newTenancy, customerTokenOf, openSession } = await import("../testing/matrix-tenancy");
const { hostileTokens } = await import("@faibric/core/testing/hostile-tokens");
const { createSigningKey } = await import("@faibric/core/platform/access-token-signer");
const { CONSOLE_POOL } = await import("@faibric/core/platform/pool");
const { createId } = await import("@faibric/core/platform/id");

const { tenantId, people } = await newTenancy();
const sessionId = createId("ses");
await openSession(people.owner, sessionId);
const target = { pool: CONSOLE_POOL, ours: await createSigningKey(), subject: people.owner };
const { good, cases } = hostileTokens({ ...target, sessionId });

const PATHS = { "a person's own": "/api/tenants", "a tenant's": `/api/tenants/${tenantId}` };
const ask = (target: string, token: string) =>
  sendRaw(cloud.url, {
    method: "GET",
    target,
    headers: { authorization: `Bearer ${token}`, "x-tenant-id": tenantId },
  });

/** The problem without what is of one request, and without which of three sentences says it. */
async function problemOf(target: string, token: string) {
  const { status, text } = await ask(target, token);
  const { requestId: _of, detail, ...problem } = Problem.parse(JSON.parse(text));
  expect(detail).toMatch(
    /^(The access token (is not valid|has expired)\.|Send your access token:)/,
  );
  return { ...problem, answered: status };
}

describe.each(Object.entries(PATHS))("%s", (_what, path) => {
  it("is shown for the token that all others are made from", async () => {
    expect((await ask(path, await good())).status).toBe(200);
  });

  it.each(Object.entries(cases))(
    "is refused, with one problem, to every token by its %s",
    async (_group, made) => {
      for (const [name, make] of Object.entries(made)) {
        expect(await problemOf(path, await make()), name).toEqual({
          type: "https://faibric.dev/problems/platform.actor.unauthenticated",
          title: expect.any(String),
          status: 401,
          answered: 401,
          code: "platform.actor.unauthenticated",
        });
      }
    },
    60_000,
  );

  it("is refused to a token of a tenant's customers", async () => {
    expect(await problemOf(path, await customerTokenOf(tenantId))).toMatchObject({ answered: 401 });
  });
});

it("is tried in more than a hundred ways", () => {
  const names = Object.values(cases).flatMap((group) => Object.keys(group));
  expect(names.length).toBeGreaterThan(100);
});
