import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { useTenant } from "@faibric/core/platform/actor";
import { TrialHappened, take } from "@faibric/core/testing/trial";
import { consumer } from "@faibric/functions/platform/consumer";

/** A file whose presence heals what would throw or hang: the test's way to deploy a fix. */
const healed = () => existsSync(process.env.TRIAL_HEALED ?? "");
const SLOW_MS = 1_500;

export const handler = consumer("trial.onThingHappened", TrialHappened, async (event) => {
  const { name, behaviour } = event.properties;
  const latency = Date.now() - Date.parse(event.occurredAt);
  if (behaviour === "throw" && !healed()) throw new Error(`${name} is broken 💥`);
  if (behaviour === "hang" && !healed()) await new Promise(() => undefined);
  if (behaviour === "slow before") await sleep(SLOW_MS);
  await take(useTenant(), name, latency);
  if (behaviour === "slow after") await sleep(SLOW_MS);
});
