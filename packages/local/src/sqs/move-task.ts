import { randomUUID } from "node:crypto";
import { arn, nameOf } from "../wire/arn";
import { log } from "../wire/log";
import { type Store, transact } from "../wire/store";
import type { DeadLetter, DeadLetters } from "./dead-letters";
import { invalid, missing, sqsError } from "./errors";
import { createMoveTaskTable, type MoveTask } from "./move-task-table";
import type { Queue, Queues } from "./queue";

export interface MoveTasks {
  start(input: {
    SourceArn?: string;
    DestinationArn?: string;
    MaxNumberOfMessagesPerSecond?: number;
  }): string;
  /** Returns how many messages it had moved. */
  cancel(handle: string | undefined): number;
  list(sourceArn: string | undefined, limit: number): MoveTask[];
  /** Moves dead letters back at once: all, or those with these IDs. Returns how many. */
  redrive(deadLetterQueue: Queue, messageIds?: readonly string[]): number;
  stop(): void;
}

/** Moved in one transaction, so that a long task lets others in between. */
const STEP = 500;

export function createMoveTasks(
  store: Store,
  options: { queues: Queues; deadLetters: DeadLetters; changed: (queue: string) => void },
): MoveTasks {
  const { queues, deadLetters, changed } = options;
  const timers = new Set<NodeJS.Timeout>();
  const table = createMoveTaskTable(store);

  /** Where a dead letter belongs: the queue it died in, or the only one that could have sent it. */
  function homeOf({ source }: DeadLetter, deadLetterQueue: string): Queue | undefined {
    if (source !== null) return queues.find(source);
    const sources = queues.sourcesOf(deadLetterQueue);
    return sources.length === 1 ? sources[0] : undefined;
  }

  /** Moves a step's worth. What comes in after the start is left for the next task. */
  function step(handle: string): void {
    const touched = transact(store, () => {
      const task = table.find(handle);
      if (task?.status !== "RUNNING") return new Set<string>();
      const { source, destination, lastSequence, perSecond } = task;
      const letters = deadLetters.movable(source, 0, lastSequence, perSecond ?? STEP);
      const names = new Set<string>();
      for (const letter of letters) {
        const target = destination ? queues.find(destination) : homeOf(letter, source);
        if (!target) {
          const reason = destination ? "AWS.SimpleQueueService.NonExistentQueue" : undefined;
          const failure = reason ?? "CouldNotDetermineMessageSource";
          table.update({ ...task, status: "FAILED", failure });
          return names;
        }
        deadLetters.revive(letter.sequence, target);
        names.add(target.name);
        task.moved += 1;
      }
      const done = letters.length < (perSecond ?? STEP);
      table.update({ ...task, status: done ? "COMPLETED" : "RUNNING" });
      if (!done) later(handle, perSecond ? 1000 : 0);
      return names.add(source);
    });
    for (const name of touched) changed(name);
  }

  function later(handle: string, milliseconds: number) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      try {
        step(handle);
      } catch (error) {
        log.error("a message move task failed", error, { handle });
      }
    }, milliseconds);
    timers.add(timer.unref());
  }

  const sourceOf = (sourceArn: string | undefined) => {
    if (!sourceArn) throw missing("SourceArn");
    return existing("SourceArn", sourceArn);
  };
  function existing(parameter: string, reference: string): Queue {
    const queue = queues.find(nameOf(reference));
    if (queue && arn("sqs", queue.name) === reference) return queue;
    const message = `The resource that you specified for the ${parameter} parameter doesn't exist.`;
    throw sqsError("ResourceNotFoundException", message);
  }

  for (const { handle } of table.running()) later(handle, 0);

  return {
    start({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate }) {
      const source = sourceOf(SourceArn).name;
      const destination = DestinationArn ? existing("DestinationArn", DestinationArn).name : null;
      if (queues.sourcesOf(source).length === 0) {
        throw invalid(
          "SourceArn",
          SourceArn,
          "Source queue must be configured as a Dead Letter Queue.",
        );
      }
      if (rate !== undefined && !(Number.isInteger(rate) && rate >= 1 && rate <= 500)) {
        throw invalid("MaxNumberOfMessagesPerSecond", rate, "Must be between 1 and 500.");
      }
      if (table.ofSource(source, 1)[0]?.status === "RUNNING") {
        const rule =
          "There is already a task running. Only one active task is allowed for a source queue arn at a given time.";
        throw sqsError("UnsupportedOperation", rule);
      }
      const handle = Buffer.from(JSON.stringify({ taskId: randomUUID(), source })).toString(
        "base64",
      );
      const state = { status: "RUNNING", moved: 0, startedAt: Date.now(), failure: null } as const;
      table.insert({
        ...{ handle, source, destination, perSecond: rate ?? null },
        ...state,
        ...table.extentOf(source),
      });
      step(handle);
      return handle;
    },
    cancel(handle) {
      const task = table.find(handle ?? "");
      if (!task) throw sqsError("ResourceNotFoundException", "Task does not exist.");
      if (task.status !== "RUNNING") {
        throw sqsError("UnsupportedOperation", "Only active tasks can be cancelled.");
      }
      table.update({ ...task, status: "CANCELLED" });
      return task.moved;
    },
    list: (sourceArn, limit) => table.ofSource(sourceOf(sourceArn).name, limit),
    redrive(deadLetterQueue, messageIds) {
      const wanted = messageIds && new Set(messageIds);
      const touched = new Set<string>([deadLetterQueue.name]);
      const moved = transact(store, () => {
        const { name } = deadLetterQueue;
        const letters = deadLetters.movable(name, 0, Number.MAX_SAFE_INTEGER, -1);
        const moving = letters.filter(({ id }) => !wanted || wanted.has(id));
        const placed = moving.filter((letter) => {
          const home = homeOf(letter, name);
          if (!home) return false;
          deadLetters.revive(letter.sequence, home);
          touched.add(home.name);
          return true;
        });
        return placed.length;
      });
      for (const name of touched) changed(name);
      return moved;
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
