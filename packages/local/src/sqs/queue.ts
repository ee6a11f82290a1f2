import { arn, nameOf } from "../wire/arn";
import { type Store, transact } from "../wire/store";
import { invalid, missing, sqsError } from "./errors";
import { allowsSource, checkAttributes, type QueueAttributes, redriveOf } from "./queue-attributes";

export interface Queue {
  readonly name: string;
  readonly fifo: boolean;
  /** Only what was set; the rest has its default. */
  readonly attributes: QueueAttributes;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly purgedAt: number | null;
}

export interface Queues {
  find(name: string): Queue | undefined;
  /** The queue a URL, an ARN or a name stands for, or `QueueDoesNotExist`. */
  get(reference: string | undefined): Queue;
  list(prefix?: string): Queue[];
  /** The queues whose messages end up in this dead-letter queue. */
  sourcesOf(deadLetterQueue: string): Queue[];
  create(name: string, attributes: QueueAttributes, tags?: Record<string, string>): Queue;
  /** Sets attributes; an empty `RedrivePolicy`, `Policy` or the like is taken away. */
  setAttributes(queue: Queue, changes: QueueAttributes): void;
  setTags(queue: Queue, tags: Record<string, string>): void;
  /** Removes the queue and everything in it. */
  drop(queue: Queue): void;
  /** Removes everything in the queue; once a minute, as documented. */
  purge(queue: Queue): void;
}

type QueueRow = {
  name: string;
  attributes: string;
  tags: string;
  createdAt: number;
  modifiedAt: number;
  purgedAt: number | null;
};

const PURGE_INTERVAL_MS = 60_000;

export const isFifo = (name: string): boolean => name.endsWith(".fifo");

export function createQueues(store: Store): Queues {
  const one = store.prepare("SELECT * FROM sqs_queues WHERE name = ?");
  const all = store.prepare("SELECT * FROM sqs_queues ORDER BY name");
  const write = store.prepare(
    `INSERT INTO sqs_queues (name, attributes, tags, createdAt, modifiedAt, purgedAt)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET attributes = excluded.attributes,
     tags = excluded.tags, modifiedAt = excluded.modifiedAt, purgedAt = excluded.purgedAt`,
  );
  const remove = store.prepare("DELETE FROM sqs_queues WHERE name = ?");
  const empty = store.prepare("DELETE FROM sqs_messages WHERE queue = ?");
  const forget = store.prepare("DELETE FROM sqs_deduplications WHERE queue = ?");
  const forgetTasks = store.prepare("DELETE FROM sqs_move_tasks WHERE source = ?");

  /** What was read last, by name. Only this writes queues, and what it writes it forgets here. */
  const known = new Map<string, Queue>();

  function save(queue: Queue): Queue {
    known.delete(queue.name);
    const { name, attributes, tags, createdAt, modifiedAt, purgedAt } = queue;
    const [settings, labels] = [JSON.stringify(attributes), JSON.stringify(tags)];
    write.run(name, settings, labels, createdAt, modifiedAt, purgedAt);
    return queue;
  }
  function find(name: string) {
    const seen = known.get(name);
    if (seen) return seen;
    const row = one.get(name) as QueueRow | undefined;
    if (!row) return undefined;
    const queue = fromRow(row);
    // What a transaction has written may yet be rolled back.
    if (!store.isTransaction) known.set(name, queue);
    return queue;
  }
  const list = (prefix = "") =>
    (all.all() as QueueRow[]).map(fromRow).filter(({ name }) => name.startsWith(prefix));

  function checkRedrive({ name, fifo, attributes }: Queue) {
    const redrive = redriveOf(attributes);
    if (!redrive) return;
    const target = find(redrive.deadLetterQueue);
    const refuse = (reason: string) => invalid("RedrivePolicy", attributes.RedrivePolicy, reason);
    if (!target) throw refuse("Dead letter target does not exist.");
    if (target.fifo !== fifo) {
      throw refuse("Dead-letter queue must be same type of queue as the source.");
    }
    if (!allowsSource(target.attributes, arn("sqs", name))) {
      throw refuse("Queue does not have permission to use the dead-letter queue.");
    }
  }

  return {
    find,
    get(reference) {
      if (!reference) throw missing("QueueUrl");
      const queue = find(nameOf(reference));
      if (!queue) throw sqsError("QueueDoesNotExist", "The specified queue does not exist.");
      return queue;
    },
    list,
    sourcesOf: (target) =>
      list().filter(({ attributes }) => redriveOf(attributes)?.deadLetterQueue === target),
    create(name, given, tags = {}) {
      checkName(name, given);
      const now = Date.now();
      const attributes = withoutEmpty(given);
      checkAttributes(attributes, isFifo(name));
      const times = { createdAt: now, modifiedAt: now, purgedAt: null };
      const queue: Queue = { name, fifo: isFifo(name), attributes, tags, ...times };
      checkRedrive(queue);
      return save(queue);
    },
    setAttributes(queue, changes) {
      if ((changes.FifoQueue ?? String(queue.fifo)) !== String(queue.fifo)) {
        throw sqsError("InvalidAttributeValue", "Invalid value for the parameter FifoQueue.");
      }
      const attributes = withoutEmpty({ ...queue.attributes, ...changes });
      checkAttributes(attributes, queue.fifo);
      const changed = { ...queue, attributes, modifiedAt: Date.now() };
      checkRedrive(changed);
      save(changed);
    },
    setTags(queue, tags) {
      if (Object.keys(tags).length > 50) {
        throw invalid("Tags", Object.keys(tags).length, "A queue has at most 50 tags.");
      }
      save({ ...queue, tags });
    },
    drop({ name }) {
      known.delete(name);
      transact(store, () => {
        for (const statement of [remove, empty, forget, forgetTasks]) statement.run(name);
      });
    },
    purge(queue) {
      const now = Date.now();
      if (queue.purgedAt !== null && now - queue.purgedAt < PURGE_INTERVAL_MS) {
        const message = `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`;
        throw sqsError("PurgeQueueInProgress", message);
      }
      transact(store, () => {
        empty.run(queue.name);
        save({ ...queue, purgedAt: now });
      });
    },
  };
}

function checkName(name: string | undefined, { FifoQueue }: QueueAttributes): void {
  if (!name) throw missing("QueueName");
  if (!/^[\w-]{1,80}$/.test(name.replace(/\.fifo$/, "")) || name.length > 80) {
    const rule =
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
    throw sqsError("InvalidParameterValue", rule);
  }
  if (isFifo(name) !== (FifoQueue === "true")) {
    const rule = "The name of a FIFO queue must end with .fifo, and only its name.";
    throw sqsError("InvalidParameterValue", rule);
  }
}

function withoutEmpty(attributes: QueueAttributes): QueueAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ""));
}

function fromRow({ attributes, tags, ...row }: QueueRow): Queue {
  return {
    ...row,
    fifo: isFifo(row.name),
    attributes: JSON.parse(attributes) as QueueAttributes,
    tags: JSON.parse(tags) as Record<string, string>,
  };
}
