import { expect, it } from "vitest";
import { createSqs } from "../sqs/sqs";
import { calm } from "../wire/chaos";
import { openStore } from "../wire/store";
import { createEventBridge } from "./eventbridge";
import { closeAfterEach, queueArn } from "./testing";

closeAfterEach();

it("an acknowledged event is in every matching queue of the emulated SQS, FIFO ones too", async () => {
  const store = openStore(":memory:");
  const sqs = createSqs({ store, chaos: calm(), endpointUrl: () => "http://localhost" });
  sqs.ensureQueue("one");
  sqs.ensureQueue("two.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
  const bridge = createEventBridge({
    store,
    targets: {
      sqs: (queue, body, { groupId }) => void sqs.send(queue, body, groupId ? { groupId } : {}),
      lambda: async () => {},
      states: async () => {},
    },
  });
  const pattern = { source: ["shop"] };
  bridge.ensureRule({ name: "1", pattern, target: { arn: queueArn("one") } });
  bridge.ensureRule({ name: "2", pattern, target: { arn: queueArn("two.fifo"), groupId: "g" } });
  bridge.ensureRule({ name: "3", pattern, target: { arn: queueArn("not-there") } });

  const received = sqs.receive("one", { max: 10, waitSeconds: 5 });
  const answer = bridge.putEvents([{ Source: "shop", DetailType: "t", Detail: "{}" }]);
  expect(answer.FailedEntryCount).toBe(0);
  const [message] = await received;
  expect(JSON.parse(message?.body ?? "")).toMatchObject({ id: answer.Entries[0]?.EventId });
  expect(sqs.peek("two.fifo", 10)).toHaveLength(1);
  await Promise.all([bridge.close(), sqs.close()]);
  store.close();
});
