import type { GoalKind, IndustryKind } from "@faibric/core/tenant/business.schema";
import type { Tenant } from "@faibric/core/tenant/tenant.schema";
import { describe, expectTypeOf, it } from "vitest";
import { createFaibric, type Faibric } from "./faibric";
import type { CallOptions } from "./options";

const { api, tenant } = createFaibric({ baseUrl: "https://faibric.example" });
type Input<O extends (...args: never) => unknown> = Parameters<O>[0];

describe("the types of the client", () => {
  it("give each operation what its contract takes", () => {
    expectTypeOf<Input<Faibric["tenant"]["createTenant"]>["body"]>().toEqualTypeOf<{
      name: string;
      slug: string;
      sample?: boolean | undefined;
      settings?:
        | {
            timeZone?: string | undefined;
            locale?: string | undefined;
            currency?: string | undefined;
            brand?:
              | {
                  primaryColor?: string | undefined;
                  backgroundColor?: string | undefined;
                  logoUrl?: string | undefined;
                }
              | undefined;
            industry?: { kind: IndustryKind; description?: string | undefined } | undefined;
            goals?: GoalKind[] | undefined;
          }
        | undefined;
    }>();
    expectTypeOf<Input<Faibric["tenant"]["readTenant"]>>().toHaveProperty("params");
    expectTypeOf<Input<Faibric["tenant"]["readTenant"]>>().not.toHaveProperty("body");
    expectTypeOf<Input<Faibric["tenant"]["readTenant"]>>().not.toHaveProperty("version");
  });

  it("ask for the version where one changes a versioned thing", () => {
    type Rename = Input<Faibric["tenant"]["renameTenant"]>;
    expectTypeOf<Rename["version"]>().toEqualTypeOf<number>();
    expectTypeOf<Omit<Rename, "version">>().not.toExtend<Rename>();
  });

  it("give back what the contract answers", () => {
    expectTypeOf(tenant.readTenant).returns.resolves.toEqualTypeOf<Tenant>();
    expectTypeOf(api.readOpenApi).returns.resolves.toEqualTypeOf<string>();
  });

  it("let a call without needs be called without input", () => {
    expectTypeOf(api.readHealth).toBeCallableWith();
    expectTypeOf(tenant.listTenants).toBeCallableWith();
    expectTypeOf<{ signal: AbortSignal }>().not.toExtend<Input<Faibric["api"]["readHealth"]>>();
    expectTypeOf(api.readHealth).parameter(1).toEqualTypeOf<CallOptions | undefined>();
  });

  it("know the limit of a list as a number, though it travels as text", () => {
    type Query = NonNullable<NonNullable<Input<Faibric["tenant"]["listTenants"]>>["query"]>;
    expectTypeOf<Query>().toEqualTypeOf<{
      limit?: number;
      cursor?: string | undefined;
    }>();
  });

  it("let only lists in pages be read page by page", () => {
    expectTypeOf(tenant.listTenants.items).returns.toExtend<
      AsyncIterable<{ name: string; role: "owner" | "admin" | "member" | "viewer" }>
    >();
    expectTypeOf(tenant.listActivity.pages).returns.toExtend<
      AsyncIterable<{ cursor: string | null }>
    >();
    expectTypeOf(tenant.readTenant).not.toHaveProperty("pages");
  });

  it("take an ID for an ID only", () => {
    type Params = Input<Faibric["tenant"]["readTenant"]>["params"];
    expectTypeOf<{ tenantId: "usr_1" }>().not.toExtend<Params>();
    expectTypeOf<{ tenantId: "tnt_1" }>().toExtend<Params>();
  });
});
