import { signAccessToken } from "@faibric/core/platform/access-token-signer";
import { AppError } from "@faibric/core/platform/errors";
import { newTenant, newUser } from "@faibric/core/testing/actors";
import { beforeAll, describe, expect, it } from "vitest";
import { authenticate } from "./authenticate";
import { type Caller, newCaller, signingKey } from "./caller.fixture";

let caller: Caller;

beforeAll(async () => {
  caller = await newCaller("viewer");
});

async function refusal(attempt: Promise<unknown>) {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, message: error.message };
}
const UNAUTHENTICATED = "platform.actor.unauthenticated";

it("asks nothing of anyone", async () => {
  expect(await authenticate("anyone", { authorization: "Bearer broken" })).toBeUndefined();
});

describe("a token", () => {
  it.each(["Bearer ", "bearer  ", "BEARER "])(
    "is taken from the header after %j",
    async (scheme) => {
      const userId = newUser();
      const authorization = scheme + (await signAccessToken(userId, await signingKey()));
      expect(await authenticate("user", { authorization })).toEqual({ type: "user", userId });
    },
  );

  it.each([
    undefined,
    "",
    "Bearer",
    "Bearer ",
    "Basic dXNlcjpwYXNz",
    "Bearer a b",
    "Bearer é",
    "x",
  ])("is asked for where the header is %j", async (authorization) => {
    expect(await refusal(authenticate("user", { authorization }))).toEqual({
      code: UNAUTHENTICATED,
      message: "Send your access token: Authorization: Bearer <token>.",
    });
  });

  it("is refused if it is none", async () => {
    const attempt = authenticate("user", { authorization: "Bearer broken" });
    expect((await refusal(attempt)).code).toBe(UNAUTHENTICATED);
  });
});

describe("a tenant", () => {
  it("is one that the person is a member of, in their role there", async () => {
    expect(await authenticate("member:tenant.read", caller.headers)).toEqual({
      type: "member",
      userId: caller.userId,
      tenantId: caller.tenantId,
      role: "viewer",
    });
  });

  it("is refused alike if it is not named, malformed, unknown or another's", async () => {
    const { headers } = caller;
    const others = await newCaller();
    const named = [
      undefined,
      "",
      "tnt_1",
      "TNT_01JD3ZQ8V5M0W2E7R9T4Y6X1KP",
      `${caller.tenantId},${caller.tenantId}`,
      `${caller.tenantId}\0`,
      "*",
      newTenant(),
      others.tenantId,
    ];
    for (const tenantId of named) {
      const attempt = authenticate("member:tenant.read", { ...headers, "x-tenant-id": tenantId });
      expect(await refusal(attempt), String(tenantId)).toEqual({
        code: "platform.tenant.refused",
        message: "X-Tenant-ID must be the ID of a tenant you are a member of.",
      });
    }
  });

  it("is not looked at before the token is", async () => {
    const attempt = authenticate("member:tenant.read", { "x-tenant-id": caller.tenantId });
    expect((await refusal(attempt)).code).toBe(UNAUTHENTICATED);
  });

  it("does not open for a role without the permission, which is told so", async () => {
    expect(await refusal(authenticate("member:tenant.write", caller.headers))).toEqual({
      code: "platform.actor.forbidden",
      message: "This needs the permission tenant.write.",
    });
  });

  it("does not matter to an operation of a person's own", async () => {
    const { headers } = caller;
    expect(await authenticate("user", { ...headers, "x-tenant-id": "broken" })).toEqual({
      type: "user",
      userId: caller.userId,
    });
  });
});
