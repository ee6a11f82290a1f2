import { expect, it } from "vitest";
import { defineContract } from "./contract";
import { partition } from "./key";

// The compiler is what is tested here: where one of these lines compiles, that it says so is an error.

const operation = { method: "GET", path: "/api/things", summary: "List things" } as const;

it("compiles with a permission, and does not without one that there is", () => {
  expect(defineContract({ ...operation, access: "member:tenant.read" }).access).toBe(
    "member:tenant.read",
  );
  // @ts-expect-error nobody is said to may call it
  defineContract(operation);
  // @ts-expect-error a member, with no permission
  defineContract({ ...operation, access: "member" });
  // @ts-expect-error no role has such a permission
  defineContract({ ...operation, access: "member:tenant.fly" });
  // @ts-expect-error it is not left open either
  defineContract({ ...operation, access: undefined });
});

it("compiles with a key that starts with the tenant, and with no other", () => {
  expect(partition("pk", "forum.thread", ["tenantId", "boardId"]).composite[0]).toBe("tenantId");
  // @ts-expect-error the tenant is missing
  const without = () => partition("pk", "forum.thread", ["boardId"]);
  // @ts-expect-error the tenant comes later
  const late = () => partition("pk", "forum.thread", ["boardId", "tenantId"]);
  expect([without, late]).toHaveLength(2);
});
