import { useTenant } from "@faibric/core/platform/actor";
import { commit } from "@faibric/core/platform/commit";
import { defineContract } from "@faibric/core/platform/contract";
import { EffectEntity } from "@faibric/core/testing/effect.entity";
import { effect } from "@faibric/core/testing/trial";
import * as z from "zod";
import { callApi } from "./api-event.fixture";
import type { Caller } from "./caller.fixture";
import { http } from "./http";

export const addOne = defineContract({
  method: "POST",
  path: "/api/test/effects",
  summary: "Have an effect",
  access: "member:tenant.write",
  body: z.object({ name: z.string(), note: z.string().optional() }),
  status: 201,
  response: z.object({ name: z.string(), made: z.string(), note: z.string().optional() }),
});
export const addOther = { ...addOne, path: "/api/test/others" } as const;
export const readOne = { ...addOne, method: "GET", body: z.object({}), status: 200 } as const;

type Answer = z.infer<typeof addOne.response>;
export type Run = (input: { body: { name: string; note?: string | undefined } }) => Promise<Answer>;

let made = 0;
/** Has its effect once for each commit, and tells apart who had it. */
export const add: Run = ({ body }) => {
  const result = { name: body.name, made: `${++made}`, note: body.note };
  return commit({
    entities: { effect: EffectEntity },
    writes: ({ effect: one }) => ({
      effect: one.upsert({ tenantId: useTenant(), name: body.name }).add({ count: 1 }).commit(),
    }),
    result,
  });
};

export const key = "5f0c6a2e-6a0e-4f6b-9a55-0d2c6f3b8f11";
interface Post {
  readonly run?: Run;
  readonly contract?: typeof addOne;
  readonly body?: { readonly name: unknown };
  readonly key?: string;
}
export const post = (caller: Caller, call: Post = {}) => {
  const { run = add, contract = addOne, body = { name: "a" } } = call;
  const headers = { ...caller.headers, "idempotency-key": call.key ?? key };
  return callApi(http(contract, run), contract, { headers, body });
};
export const effects = ({ tenantId }: Caller) => effect(tenantId, "a");
export const code = ({ body }: { body: unknown }) => (body as { code?: string }).code;

/** Something that a test holds up until it lets go. */
export function held(before: Run, after: Run) {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const run: Run = async (input) => {
    const result = await before(input);
    reached.resolve();
    await gate.promise;
    return after === before ? result : after(input);
  };
  return { run, reached: reached.promise, letGo: gate.resolve };
}
export const nothing: Run = async ({ body }) => ({ name: body.name, made: "0" });
