import type { SQSRecord } from "aws-lambda";
import type { PolledQueue } from "./queue-poller";

/** For tests: a queue with visibility, FIFO groups and long polls, as much as a poller can notice. */
export function createQueue() {
  const messages: { record: SQSRecord; visibleAt: number; receives: number }[] = [];
  const releases: { id: string; after: number }[] = [];
  const wake: (() => void)[] = [];
  const rouse = () => {
    for (const wakeUp of wake.splice(0)) wakeUp();
  };
  const by = (handle: string) => messages.findIndex((m) => m.record.receiptHandle === handle);

  function take(max: number) {
    const now = Date.now();
    const blocked = new Set<string>();
    const taken: SQSRecord[] = [];
    for (const message of messages) {
      const group = message.record.attributes.MessageGroupId;
      if (message.visibleAt > now && group) blocked.add(group);
      if (message.visibleAt > now || (group && blocked.has(group)) || taken.length >= max) continue;
      message.receives += 1;
      message.visibleAt = now + 30_000;
      const attributes = {
        ...message.record.attributes,
        ApproximateReceiveCount: String(message.receives),
      };
      taken.push({ ...message.record, attributes });
    }
    return taken;
  }

  const sqs: PolledQueue = {
    async receive(_queue, { max, waitSeconds, signal }) {
      const end = Date.now() + waitSeconds * 1000;
      for (;;) {
        const taken = take(max);
        const left = end - Date.now();
        if (taken.length || left <= 0 || signal.aborted) return taken;
        const next = Math.min(...messages.map((m) => m.visibleAt - Date.now()), left);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, Math.max(1, next));
          wake.push(() => {
            clearTimeout(timer);
            resolve();
          });
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
      }
    },
    removeAll(_queue, handles) {
      for (const handle of handles) messages.splice(by(handle), 1);
      rouse();
    },
    release(_queue, handle, after) {
      const message = messages[by(handle)];
      if (!message) throw new Error("no such message");
      releases.push({ id: message.record.messageId, after });
      message.visibleAt = Date.now() + after * 1000;
      rouse();
    },
  };
  return {
    sqs,
    messages,
    releases,
    send(id: string, options: { group?: string; body?: string } = {}) {
      const { group, body = id } = options;
      const attributes = {
        ApproximateReceiveCount: "0",
        SentTimestamp: String(Date.now()),
        SenderId: "s",
        ApproximateFirstReceiveTimestamp: String(Date.now()),
        ...(group && { MessageGroupId: group }),
      };
      const record: SQSRecord = {
        messageId: id,
        receiptHandle: `handle-${id}`,
        body,
        attributes,
        messageAttributes: {},
        md5OfBody: "",
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:eu-central-1:000000000000:q",
        awsRegion: "eu-central-1",
      };
      messages.push({ record, visibleAt: 0, receives: 0 });
      rouse();
    },
  };
}
