import { kebab, type Manifest } from "@faibric/functions/platform/manifest.schema";
import type { Stack } from "sst/constructs";
import { nameOf } from "./names";

const FIFO_SUFFIX = ".fifo";
// SQS allows 80, and `-dead-letters.fifo` has to fit too.
const MAX_LENGTH = 60;

interface QueueId {
  readonly capability: string;
  readonly key: string;
  readonly fifo?: boolean | undefined;
}

/** Known without the queue's own stack, so that any capability can send to a queue of any other. */
export function queueName(stack: Stack, { capability, key, fifo }: QueueId): string {
  return `${nameOf(stack, `${capability}-${kebab(key)}`, MAX_LENGTH)}${fifo ? FIFO_SUFFIX : ""}`;
}

export function deadLettersName(stack: Stack, { capability, key, fifo }: QueueId): string {
  const name = queueName(stack, { capability, key });
  return `${name}-dead-letters${fifo ? FIFO_SUFFIX : ""}`;
}

/** @throws where no manifest declares the queue, or two do */
export function findQueue(manifests: readonly Manifest[], key: string): QueueId {
  const found = manifests.flatMap(({ capability, queues }) => {
    const queue = queues[key];
    return queue ? [{ capability, key, fifo: queue.fifo }] : [];
  });
  const [queue, ...more] = found;
  if (!queue) throw new Error(`queue:${key} is granted, but no manifest declares that queue`);
  if (more.length) throw new Error(`the queue ${key} is declared by more than one manifest`);
  return queue;
}
