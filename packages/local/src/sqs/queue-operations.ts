import { ACCOUNT, arn } from "../wire/arn";
import type { Depths } from "./depths";
import { invalid, missing, sqsError, wholeNumber } from "./errors";
import type { Queue, Queues } from "./queue";
import { checkAttributeName, type QueueAttributes, withDefaults } from "./queue-attributes";

interface OfQueue {
  QueueUrl: string;
}
interface Paged {
  MaxResults?: number;
  NextToken?: string;
}

/** The operations on queues as a whole, as in the SQS API reference. */
export function queueOperations(options: {
  queues: Queues;
  depths: Depths;
  endpointUrl: () => string;
  changed: (queue: string) => void;
}) {
  const { queues, depths, endpointUrl, changed } = options;
  const urlOf = ({ name }: Queue) => `${endpointUrl()}/${ACCOUNT}/${name}`;
  return {
    CreateQueue(input: {
      QueueName: string;
      Attributes?: QueueAttributes;
      tags?: Record<string, string>;
    }) {
      const { QueueName: name, Attributes: attributes = {}, tags } = input;
      const existing = queues.find(name ?? "");
      if (existing) return { QueueUrl: urlOf(sameQueue(existing, attributes)) };
      const queue = queues.create(name, attributes, tags);
      changed(queue.name);
      return { QueueUrl: urlOf(queue) };
    },
    GetQueueUrl({ QueueName: name }: { QueueName: string }) {
      if (!name) throw missing("QueueName");
      return { QueueUrl: urlOf(queues.get(name)) };
    },
    ListQueues({ QueueNamePrefix: prefix, ...page }: Paged & { QueueNamePrefix?: string }) {
      const { items, NextToken } = pageOf(queues.list(prefix), page);
      return { QueueUrls: items.map(urlOf), NextToken };
    },
    ListDeadLetterSourceQueues({ QueueUrl, ...page }: OfQueue & Paged) {
      const { items, NextToken } = pageOf(queues.sourcesOf(queues.get(QueueUrl).name), page);
      return { queueUrls: items.map(urlOf), NextToken };
    },
    DeleteQueue({ QueueUrl }: OfQueue) {
      const queue = queues.get(QueueUrl);
      queues.drop(queue);
      changed(queue.name);
    },
    PurgeQueue({ QueueUrl }: OfQueue) {
      const queue = queues.get(QueueUrl);
      queues.purge(queue);
      changed(queue.name);
    },
    GetQueueAttributes({ QueueUrl, AttributeNames = [] }: OfQueue & { AttributeNames?: string[] }) {
      const queue = queues.get(QueueUrl);
      AttributeNames.forEach(checkAttributeName);
      const all = Object.entries(attributesOf(queue, depths));
      const wanted = all.filter(
        ([name]) => AttributeNames.includes("All") || AttributeNames.includes(name),
      );
      return wanted.length > 0 ? { Attributes: Object.fromEntries(wanted) } : {};
    },
    SetQueueAttributes({ QueueUrl, Attributes }: OfQueue & { Attributes?: QueueAttributes }) {
      const queue = queues.get(QueueUrl);
      queues.setAttributes(queue, Attributes ?? {});
      changed(queue.name);
    },
    TagQueue({ QueueUrl, Tags = {} }: OfQueue & { Tags?: Record<string, string> }) {
      const queue = queues.get(QueueUrl);
      queues.setTags(queue, { ...queue.tags, ...Tags });
    },
    UntagQueue({ QueueUrl, TagKeys = [] }: OfQueue & { TagKeys?: string[] }) {
      const queue = queues.get(QueueUrl);
      const kept = Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key));
      queues.setTags(queue, Object.fromEntries(kept));
    },
    ListQueueTags({ QueueUrl }: OfQueue) {
      const { tags } = queues.get(QueueUrl);
      return Object.keys(tags).length > 0 ? { Tags: tags } : {};
    },
  };
}

/** Creating a queue again is fine as long as nothing of it would change. */
function sameQueue(queue: Queue, attributes: QueueAttributes): Queue {
  const has = withDefaults(queue.attributes, queue.fifo);
  for (const [name, value] of Object.entries(attributes)) {
    if ((has[name] ?? "") === value) continue;
    const message = `A queue already exists with the same name and a different value for attribute ${name}`;
    throw sqsError("QueueNameExists", message);
  }
  return queue;
}

function attributesOf(queue: Queue, depths: Depths): Record<string, string> {
  const { visible, inFlight, delayed } = depths.counts(queue.name);
  return {
    ...withDefaults(queue.attributes, queue.fifo),
    QueueArn: arn("sqs", queue.name),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  };
}

/** A page of queues in the order of their names; a token is the last name of the page before. */
function pageOf(list: Queue[], { MaxResults, NextToken }: Paged) {
  const size = wholeNumber("MaxResults", MaxResults, { from: 1, to: 1000, fallback: 1000 });
  const after = NextToken ? Buffer.from(NextToken, "base64url").toString("utf8") : "";
  if (NextToken && !/^[\w.-]+$/.test(after)) {
    throw invalid("NextToken", NextToken, "It is not a token of this operation.");
  }
  const rest = list.filter(({ name }) => name > after);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  const more = MaxResults !== undefined && rest.length > size && last;
  return { items, NextToken: more ? Buffer.from(last.name).toString("base64url") : undefined };
}
