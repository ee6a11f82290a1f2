import * as z from "zod";
import { withActor } from "../platform/actor";
import { commit } from "../platform/commit";
import { defineEvent } from "../platform/event";
import type { TenantId } from "../platform/id";
import { EffectEntity } from "./effect.entity";

export const Behaviour = z.enum(["ok", "throw", "hang", "slow before", "slow after"]);
export type Behaviour = z.infer<typeof Behaviour>;

/** What the consumer is to do with an event, so that a test can make it fail in every way. */
export const TrialHappened = defineEvent("trial.thing.happened", 1, {
  name: z.string(),
  behaviour: Behaviour,
});

export function asTrial<R>(tenantId: TenantId, fn: () => R): R {
  return withActor({ type: "system", tenantId, service: "trial" }, fn);
}

/** Announces an event, with a state change of its own, as a use case does. */
export async function happen(
  tenantId: TenantId,
  name: string,
  behaviour: Behaviour = "ok",
): Promise<string> {
  return asTrial(tenantId, async () => {
    const event = TrialHappened.create(name, { name, behaviour });
    await commit({
      entities: { effect: EffectEntity },
      writes: ({ effect }) => ({
        announced: effect
          .upsert({ tenantId, name: `announced:${name}` })
          .add({ count: 1 })
          .commit(),
      }),
      events: [event],
    });
    return event.id;
  });
}

/** The consumer's effect. */
export async function take(tenantId: TenantId, name: string, latency: number): Promise<void> {
  await commit({
    entities: { effect: EffectEntity },
    writes: ({ effect }) => ({
      effect: effect.upsert({ tenantId, name }).set({ latency }).add({ count: 1 }).commit(),
    }),
  });
}

/** How often the consumer's effect was stored. */
export async function effect(tenantId: TenantId, name: string): Promise<number> {
  const { data } = await asTrial(tenantId, () =>
    EffectEntity.get({ tenantId, name }).go({ consistent: true }),
  );
  return data?.count ?? 0;
}

/** What the consumer stored for those of the names that it has handled. */
export async function effectsOf(
  tenantId: TenantId,
  names: readonly string[],
): Promise<{ name: string; count: number; latency: number }[]> {
  const keys = names.map((name) => ({ tenantId, name }));
  const { data } = await asTrial(tenantId, () =>
    EffectEntity.get(keys).go({ consistent: true, concurrency: 4 }),
  );
  return data.map(({ name, count, latency = Number.NaN }) => ({ name, count, latency }));
}
