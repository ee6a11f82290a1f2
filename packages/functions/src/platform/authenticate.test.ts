import { signAccessToken } from "@faibric/core/platform/access-token-signer";
import type { Access } from "@faibric/core/platform/contract";
import { AppError } from "@faibric/core/platform/errors";
import type { Role } from "@faibric/core/platform/permission";
import { TenantEntity } from "@faibric/core/tenant/tenant.entity";
import { asSystem, newTenant, newUser } from "@faibric/core/testing/actors";
import { beforeAll, describe, expect, it } from "vitest";
import { authenticate } from "./authenticate";
import { type Caller, newCaller, signingKey } from "./caller.fixture";

let caller: Caller;
const asking = (access: Access) => ({ access, method: "GET" }) as const;

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
  expect(await authenticate(asking("anyone"), { authorization: "Bearer broken" })).toBeUndefined();
});

describe("a token", () => {
  it.each(["Bearer ", "bearer  ", "BEARER "])(
    "is taken from the header after %j",
    async (scheme) => {
      const userId = newUser();
      const authorization = scheme + (await signAccessToken(userId, await signingKey()));
      expect(await authenticate(asking("user"), { authorization })).toEqual({
        type: "user",
        userId,
      });
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
    expect(await refusal(authenticate(asking("user"), { authorization }))).toEqual({
      code: UNAUTHENTICATED,
      message: "Send your access token: Authorization: Bearer <token>.",
    });
  });

  it("is refused if it is none", async () => {
    const attempt = authenticate(asking("user"), { authorization: "Bearer broken" });
    expect((await refusal(attempt)).code).toBe(UNAUTHENTICATED);
  });
});

describe("a tenant", () => {
  it("is one that the person is a member of, in their role there", async () => {
    expect(await authenticate(asking("member:tenant.read"), caller.headers)).toEqual({
      type: "member",
      userId: caller.userId,
      tenantId: caller.tenantId,
      role: "viewer",
      plan: "free",
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
      const attempt = authenticate(asking("member:tenant.read"), {
        ...headers,
        "x-tenant-id": tenantId,
      });
      expect(await refusal(attempt), String(tenantId)).toEqual({
        code: "platform.tenant.refused",
        message: "X-Tenant-ID must be the ID of a tenant you are a member of.",
      });
    }
  });

  it("is not looked at before the token is", async () => {
    const attempt = authenticate(asking("member:tenant.read"), { "x-tenant-id": caller.tenantId });
    expect((await refusal(attempt)).code).toBe(UNAUTHENTICATED);
  });

  it("does not open for a role without the permission, which is told so", async () => {
    expect(await refusal(authenticate(asking("member:tenant.write"), caller.headers))).toEqual({
      code: "platform.actor.forbidden",
      message: "This needs the permission tenant.write.",
    });
  });

  it("does not matter to an operation of a person's own", async () => {
    const { headers } = caller;
    expect(await authenticate(asking("user"), { ...headers, "x-tenant-id": "broken" })).toEqual({
      type: "user",
      userId: caller.userId,
    });
  });
});

describe("a suspended tenant", () => {
  const suspended = async (role: Role) => {
    const { tenantId, headers } = await newCaller(role);
    await asSystem(tenantId, () =>
      TenantEntity.patch({ tenantId }).set({ status: "suspended" }).go(),
    );
    return headers;
  };
  const access = "member:tenant.read";

  it("lets its owners read, and do what is for them then, from the next request", async () => {
    const headers = await suspended("owner");
    expect(await authenticate(asking(access), headers)).toMatchObject({ role: "owner" });
    const restoring = { access, method: "POST", whileSuspended: true } as const;
    expect(await authenticate(restoring, headers)).toMatchObject({ role: "owner" });
    const writing = authenticate({ access, method: "POST" }, headers);
    expect((await refusal(writing)).code).toBe("tenant.tenant.suspended");
  });

  it.each(["admin", "member", "viewer"] as const)("lets no %s in", async (role) => {
    const headers = await suspended(role);
    for (const method of ["GET", "POST", "DELETE"] as const) {
      const attempt = authenticate({ access, method, whileSuspended: true }, headers);
      expect((await refusal(attempt)).code).toBe("tenant.tenant.suspended");
    }
  });

  it("says nothing to somebody who is no member", async () => {
    const headers = await suspended("owner");
    const stranger = { ...headers, authorization: (await newCaller()).headers.authorization };
    expect((await refusal(authenticate(asking(access), stranger))).code).toBe(
      "platform.tenant.refused",
    );
  });
});
