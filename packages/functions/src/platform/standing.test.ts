import { inAccount } from "@faibric/core/auth/account";
import { draft } from "@faibric/core/auth/session";
import { SessionEntity } from "@faibric/core/auth/session.entity";
import { signAccessToken } from "@faibric/core/platform/access-token-signer";
import type { Access } from "@faibric/core/platform/contract";
import type { UserId } from "@faibric/core/platform/id";
import { withOrigin } from "@faibric/core/platform/origin";
import { TenantEntity } from "@faibric/core/tenant/tenant.entity";
import { asSystem } from "@faibric/core/testing/actors";
import { beforeAll, describe, expect, it } from "vitest";
import { authenticate } from "./authenticate";
import { type Caller, newCaller, signingKey } from "./caller.fixture";

const MINUTE = 60;
const STEP_UP = "auth.step_up.required";
const MFA = "auth.mfa.required";
const asking = (access: Access, stepUp = false) => ({ access, stepUp, method: "POST" }) as const;

let caller: Caller;
beforeAll(async () => {
  caller = await newCaller("owner");
});

/** The headers of a session that proved who its person is so many seconds ago. */
async function session(userId: UserId, ago: number, secondFactor = false) {
  const made = withOrigin({ address: "::1", userAgent: "" }, () =>
    draft({ userId, epoch: 1 }, { secondFactor }),
  ).session;
  const provedAt = Math.floor(Date.now() / 1000) - ago;
  await inAccount(userId, "test", () => SessionEntity.put({ ...made, provedAt }).go());
  const { sessionId } = made;
  const token = await signAccessToken(userId, await signingKey(), undefined, sessionId);
  return { ...caller.headers, authorization: `Bearer ${token}` };
}

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "let in",
    (error: { code?: string }) => error.code,
  );

describe.each(["user", "member:tenant.read"] as const)("something dangerous for a %s", (access) => {
  it("asks for a proof that is at most ten minutes old, anything else does not", async () => {
    const [fresh, old] = [
      await session(caller.userId, 9 * MINUTE),
      await session(caller.userId, 11 * MINUTE),
    ];
    expect(await codeOf(authenticate(asking(access, true), fresh))).toBe("let in");
    expect(await codeOf(authenticate(asking(access, true), old))).toBe(STEP_UP);
    expect(await codeOf(authenticate(asking(access), old))).toBe("let in");
  });
});

it("takes an operator's token, which has no session, as proved when it was issued", async () => {
  expect(await codeOf(authenticate(asking("user", true), caller.headers))).toBe("let in");
});

it("tells who is no member nothing about what a tenant asks for", async () => {
  const other = await newCaller("owner");
  const headers = {
    ...(await session(caller.userId, 11 * MINUTE)),
    "x-tenant-id": other.tenantId,
  };
  const attempt = authenticate(asking("member:tenant.read", true), headers);
  expect(await codeOf(attempt)).toBe("platform.tenant.refused");
});

it("lets only sessions with a second factor into a tenant that asks for one, from the next request", async () => {
  const { tenantId, userId } = caller;
  const [plain, strong] = [await session(userId, 0), await session(userId, 0, true)];
  const enter = (headers: object) =>
    codeOf(authenticate(asking("member:tenant.read"), { ...headers }));
  const require = (requireMfa: boolean) =>
    asSystem(tenantId, () =>
      TenantEntity.patch({ tenantId })
        .set({ security: { requireMfa, auditRetentionDays: 90 } })
        .go(),
    );
  expect(await enter(plain)).toBe("let in");
  await require(true);
  expect(await enter(plain)).toBe(MFA);
  expect(await enter(strong)).toBe("let in");
  await require(false);
  expect(await enter(plain)).toBe("let in");
});
