import { randomUUID } from "node:crypto";
import type { Chaos } from "../wire/chaos";
import { type Store, transact } from "../wire/store";
import type { DeadLetters } from "./dead-letters";
import type { MessageRow } from "./message";
import type { Queue, Queues } from "./queue";
import { numberOf, redriveOf } from "./queue-attributes";

export interface Delivery {
  /** Hands out up to `max` messages and hides them for so many seconds. `touched` names changed queues. */
  take(queue: Queue, max: number, seconds: number): { rows: MessageRow[]; touched: string[] };
  /** When the next hidden message of the queue comes back, in milliseconds since 1970. */
  nextVisibleAt(queue: string): number | undefined;
}

/** The little of a message that decides whether it can be handed out. */
type Candidate = {
  sequence: number;
  groupId: string | null;
  visibleAt: number;
  receives: number;
  isCopy: 0 | 1;
};

interface Choice {
  picked: Candidate[];
  dead: Candidate[];
}

/** So many visible messages are shuffled while the chaos switch is on. */
const SHUFFLED = 50;

export function createDelivery(
  store: Store,
  { chaos, queues, deadLetters }: { chaos: Chaos; queues: Queues; deadLetters: DeadLetters },
): Delivery {
  const columns = "sequence, groupId, visibleAt, receives, isCopy";
  const visible = store.prepare(
    `SELECT ${columns} FROM sqs_messages WHERE queue = ? AND visibleAt <= ?
     ORDER BY visibleAt, sequence`,
  );
  const inOrder = store.prepare(
    `SELECT ${columns} FROM sqs_messages WHERE queue = ? ORDER BY sequence`,
  );
  const busyGroups = store.prepare(
    `SELECT DISTINCT groupId FROM sqs_messages
     WHERE queue = ? AND visibleAt > ? AND receipt IS NOT NULL`,
  );
  const next = store.prepare(
    "SELECT min(visibleAt) AS at FROM sqs_messages WHERE queue = ? AND visibleAt > ?",
  );
  const expire = store.prepare("DELETE FROM sqs_messages WHERE queue = ? AND sentAt <= ?");
  const remove = store.prepare("DELETE FROM sqs_messages WHERE sequence = ?");
  const deliver = store.prepare(
    `UPDATE sqs_messages SET receives = receives + 1, visibleAt = :until, receipt = :receipt,
       firstReceivedAt = coalesce(firstReceivedAt, :now)
     WHERE sequence = :sequence RETURNING *`,
  );
  const copy = store.prepare(
    `INSERT INTO sqs_messages (id, queue, groupId, sentAt, visibleAt, receives, earlierReceives,
       firstReceivedAt, isCopy, trace, attributes, body)
     SELECT id, queue, groupId, sentAt, ?, receives, earlierReceives, firstReceivedAt, 1, trace,
       attributes, body FROM sqs_messages WHERE sequence = ?`,
  );

  function choose(queue: Queue, max: number, now: number, limit: number): Choice {
    if (queue.fifo) return chooseInOrder(queue, max, now, limit);
    const choice: Choice = { picked: [], dead: [] };
    const enough = chaos.enabled ? Math.max(max, SHUFFLED) : max;
    for (const row of visible.iterate(queue.name, now) as Iterable<Candidate>) {
      (row.receives >= limit ? choice.dead : choice.picked).push(row);
      if (choice.picked.length === enough) break;
    }
    if (chaos.enabled) choice.picked = shuffled(choice.picked).slice(0, max);
    return choice;
  }

  /** A group's messages go out in order, and none while an earlier one is in hand or delayed. */
  function chooseInOrder(queue: Queue, max: number, now: number, limit: number): Choice {
    const choice: Choice = { picked: [], dead: [] };
    const inHand = busyGroups.all(queue.name, now) as { groupId: string | null }[];
    const busy = new Set(inHand.map(({ groupId }) => groupId));
    for (const row of inOrder.iterate(queue.name) as Iterable<Candidate>) {
      if (busy.has(row.groupId)) continue;
      if (row.visibleAt > now) busy.add(row.groupId);
      else if (row.receives >= limit) choice.dead.push(row);
      else choice.picked.push(row);
      if (choice.picked.length === max) break;
    }
    return choice;
  }

  function hand({ sequence, isCopy }: Candidate, queue: Queue, seconds: number): MessageRow {
    const now = Date.now();
    const receipt = randomUUID();
    const until = now + seconds * 1000;
    const row = deliver.get({ sequence, receipt, until, now }) as MessageRow;
    if (chaos.enabled && !queue.fifo && !isCopy && Math.random() < chaos.duplicate) {
      copy.run(Math.round(now + Math.random() * chaos.delayMs), sequence);
    }
    return row;
  }

  return {
    take(queue, max, seconds) {
      return transact(store, () => {
        const now = Date.now();
        expire.run(queue.name, now - numberOf(queue.attributes, "MessageRetentionPeriod") * 1000);
        const redrive = redriveOf(queue.attributes);
        const grave = redrive && queues.find(redrive.deadLetterQueue);
        // Without its dead-letter queue a message has nowhere to go and is delivered on.
        const limit = redrive && grave ? redrive.maxReceiveCount : Number.POSITIVE_INFINITY;
        const { picked, dead } = choose(queue, max, now, limit);
        for (const { sequence, isCopy } of dead) {
          if (grave && !isCopy) deadLetters.bury(sequence, grave);
          else remove.run(sequence);
        }
        const rows = picked.map((candidate) => hand(candidate, queue, seconds));
        const touched = picked.length + dead.length > 0 ? [queue.name] : [];
        return { rows, touched: grave && dead.length > 0 ? [...touched, grave.name] : touched };
      });
    },
    nextVisibleAt(queue) {
      const { at } = next.get(queue, Date.now()) as { at: number | null };
      return at ?? undefined;
    },
  };
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
