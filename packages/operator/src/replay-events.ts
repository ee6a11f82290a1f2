import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CancelReplayCommand,
  DescribeReplayCommand,
  type DescribeReplayResponse,
  EventBridgeClient,
  StartReplayCommand,
} from "@aws-sdk/client-eventbridge";
import * as z from "zod";
import { type Call, optionsOf } from "./command";
import { confirm } from "./confirm";
import { type Consumer, findConsumers } from "./consumers";
import { OperatorError, UsageError } from "./failure";
import { flag, instant } from "./options";
import type { Output } from "./output";
import { findStage, isLocal, type Stage } from "./stage";

const Options = z.object({
  from: instant,
  to: instant,
  consumer: z.string().optional(),
  "dry-run": flag,
  yes: flag,
});

const LOOK_AGAIN_MS = 500;
const INTERRUPTED = 130;
const GOING_ON: readonly unknown[] = ["STARTING", "RUNNING", "CANCELLING"];

/** `faibric events replay`: sends archived events to a consumer's rule, and to no other. */
export async function replayEvents(call: Call): Promise<number | undefined> {
  const { from, to, consumer, yes, "dry-run": dry } = optionsOf(Options, call);
  if (from >= to) throw new UsageError("--from must be before --to.");
  const stage = await findStage(call);
  const consumers = await consumersFor(stage, consumer);
  const names = consumers.map(({ name }) => name);
  const whose = consumer ?? `all ${names.length} consumers`;
  const span = { from: from.toISOString(), to: to.toISOString() };
  const question = `Replay the events from ${span.from} to ${span.to} to ${whose}?`;
  if (dry) {
    const result = { ...span, archive: stage.archiveArn, consumers: names };
    const text = [`Would replay from ${span.from} to ${span.to}, to:`, ...names].join("\n  ");
    call.output.result(result, text);
    return undefined;
  }
  await confirm(call, question, yes || isLocal(call));

  const replay = `operator-${randomBytes(6).toString("hex")}`;
  const client = new EventBridgeClient({});
  await client.send(
    new StartReplayCommand({
      ReplayName: replay,
      Description: `npx faibric events replay, for ${whose}`.slice(0, 512),
      EventSourceArn: stage.archiveArn,
      EventStartTime: from,
      EventEndTime: to,
      Destination: {
        Arn: stage.busArn,
        ...(consumer ? { FilterArns: consumers.map(({ ruleArn }) => ruleArn) } : {}),
      },
    }),
  );
  const { ended, interrupted } = await follow(client, replay, call.output);
  const { State: state, EventLastReplayedTime: last } = ended;
  const result = { replay, ...span, consumers: names, state, last: last?.toISOString() };
  if (state === "COMPLETED") {
    const until = last ? `; the last happened at ${last.toISOString()}` : ": there were none";
    call.output.result(result, `Replayed the events to ${whose}${until}.`);
    return undefined;
  }
  call.output.note(`The replay ${replay} is ${state}. ${ended.StateReason ?? ""}`.trimEnd());
  return interrupted ? INTERRUPTED : 1;
}

async function consumersFor(stage: Stage, name: string | undefined): Promise<readonly Consumer[]> {
  const all = await findConsumers(stage);
  const found = name ? all.filter((one) => one.name === name) : all;
  if (found.length > 0) return found;
  const known = all.map((one) => `\n  ${one.name}`).join("");
  throw new OperatorError(
    name ? `There is no consumer ${name}. There are:${known}` : "This stage has no consumers.",
  );
}

/** Waits until the replay has ended. Ctrl-C cancels it; a second one does not wait for that. */
async function follow(
  client: EventBridgeClient,
  ReplayName: string,
  output: Output,
): Promise<{ ended: DescribeReplayResponse; interrupted: boolean }> {
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  process.once("SIGINT", onSignal);
  process.once("SIGTERM", onSignal);
  let cancelled = false;
  try {
    for (;;) {
      if (interrupt.signal.aborted && !cancelled) {
        cancelled = true;
        await cancel(client, ReplayName);
      }
      const replay = await client.send(new DescribeReplayCommand({ ReplayName }));
      if (!GOING_ON.includes(replay.State)) return { ended: replay, interrupted: cancelled };
      const { State, EventLastReplayedTime: last } = replay;
      output.progress(`${State?.toLowerCase()}${last ? `, at ${last.toISOString()}` : ""}`);
      await sleep(LOOK_AGAIN_MS);
    }
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}

async function cancel(client: EventBridgeClient, ReplayName: string): Promise<void> {
  try {
    await client.send(new CancelReplayCommand({ ReplayName }));
  } catch (error) {
    // It ended in the meantime, which is just as well.
    if (!(error instanceof Error) || error.name !== "IllegalStatusException") throw error;
  }
}
