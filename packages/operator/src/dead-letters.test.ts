import { rmSync, writeFileSync } from "node:fs";
import { eventually } from "@faibric/local/testing/eventually";
import { afterAll, afterEach, expect, it } from "vitest";
import { startLaptopCloud } from "./testing/laptop-cloud";

const { cloud, run, read, healed, close } = await startLaptopCloud();
// Imported once the cloud has said where the table is.
const { effect, happen } = await import("@faibric/core/testing/trial");
const { newTenant } = await import("@faibric/core/testing/actors");

const QUEUE = "trial-on-thing-happened";
const DEAD_LETTERS = `${QUEUE}-dead-letters`;
const CONSUMER = "trial.onThingHappened";
const depth = () => cloud.sqs.depths().find(({ queue }) => queue === DEAD_LETTERS);

afterEach(() => rmSync(healed, { force: true }));
afterAll(close);

async function die(names: readonly string[]) {
  const tenantId = newTenant();
  for (const name of names) await happen(tenantId, name, "throw");
  await eventually(
    () => depth()?.visible,
    (count) => count === names.length,
    40_000,
  );
  return tenantId;
}

interface Letter {
  readonly messageId: string;
  readonly eventId: string;
  readonly correlationId: string;
  readonly body: { readonly detail: { readonly properties: { readonly name: string } } };
}

it("shows dead letters with their reasons, and sends back one, then all, with effect once", async () => {
  const tenantId = await die(["a", "b", "c"]);

  const [first, ...others] = await read<object[]>(["dlq", "list"]);
  expect(first).toEqual({
    queue: DEAD_LETTERS,
    source: QUEUE,
    consumer: CONSUMER,
    messages: 3,
    inFlight: 0,
    oldest: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(others).toContainEqual(
    expect.objectContaining({ queue: "platform-outbox-relay-dead-letters", messages: 0 }),
  );

  // By its own name, its queue's, or the consumer's.
  const [letters, limited, again] = await Promise.all([
    read<Letter[]>(["dlq", "show", DEAD_LETTERS]),
    eventually(
      () => read<Letter[]>(["dlq", "show", QUEUE, "--limit", "1"]),
      (found) => found.length === 1,
    ),
    eventually(
      () => read<Letter[]>(["dlq", "show", CONSUMER]),
      (found) => found.length === 3,
    ),
  ]);
  expect(limited).toHaveLength(1);
  expect(again).toHaveLength(3);
  expect(depth()).toMatchObject({ visible: 3, inFlight: 0 });
  for (const letter of letters) {
    expect(letter).toMatchObject({
      event: "trial.thing.happened",
      tenantId,
      correlationId: letter.eventId,
      reason: expect.stringMatching(/^Error: \w is broken/),
      attempts: 5,
    });
  }

  writeFileSync(healed, "");
  const b = again.find(({ body }) => body.detail.properties.name === "b");
  const messageId = b?.messageId ?? "";
  const text = await run(["dlq", "show", DEAD_LETTERS, "--message", messageId]);
  expect(text.stdout).toMatch(/^message +[\w-]+\nevent +trial[\s\S]*\nreason +Error: b is broken/);
  const one = await run(["dlq", "redrive", DEAD_LETTERS, "--message", messageId]);
  expect(one).toEqual({ code: 0, stdout: `Moved 1 message to ${QUEUE}.\n`, stderr: "" });
  await eventually(
    () => effect(tenantId, "b"),
    (count) => count === 1,
  );
  expect(depth()).toMatchObject({ visible: 2, inFlight: 0 });

  expect(await read(["dlq", "redrive", CONSUMER, "--all"])).toEqual({
    queue: DEAD_LETTERS,
    to: QUEUE,
    moved: 2,
  });
  for (const name of ["a", "b", "c"]) {
    await eventually(
      () => effect(tenantId, name),
      (count) => count === 1,
    );
  }
  expect(depth()).toMatchObject({ visible: 0, inFlight: 0 });
  const empty = await run(["dlq", "show", DEAD_LETTERS]);
  expect(empty).toEqual({ code: 0, stdout: "", stderr: `${DEAD_LETTERS} is empty.\n` });
}, 90_000);

it("sends no escape sequence of a tenant's to the terminal", async () => {
  const tenantId = newTenant();
  await happen(tenantId, "\u001b[2Jname\u0007", "throw");
  await eventually(depth, (now) => now?.visible === 1, 40_000);
  const { stdout } = await run(["dlq", "show", DEAD_LETTERS]);
  expect(stdout).toMatch(/name +is broken/);
  expect([...stdout].filter((letter) => letter < " " && letter !== "\n")).toEqual([]);
  cloud.sqs.redrive(DEAD_LETTERS);
  writeFileSync(healed, "");
  await eventually(depth, (now) => now?.visible === 0);
}, 60_000);

it("sends a message of a FIFO queue back in its group", async () => {
  const fifo = { FifoQueue: "true" };
  cloud.sqs.ensureQueue("work-dead-letters.fifo", fifo);
  cloud.sqs.ensureQueue("work.fifo", fifo);
  const options = { groupId: "g", deduplicationId: "once" };
  // Seen by the source within five minutes: under the same ID it would be dropped there.
  cloud.sqs.send("work.fifo", "{}", options);
  const { messageId } = cloud.sqs.send("work-dead-letters.fifo", '{"n":1}', options);
  const listed = await read<{ queue: string }[]>(["dlq", "list"]);
  expect(listed.map(({ queue }) => queue)).toContain("work-dead-letters.fifo");
  await read(["dlq", "redrive", "work.fifo", "--message", messageId]);
  expect(cloud.sqs.peek("work.fifo", 10)).toMatchObject([
    { body: "{}" },
    { body: '{"n":1}', groupId: "g" },
  ]);
  expect(cloud.sqs.peek("work-dead-letters.fifo", 10)).toEqual([]);
});

it("says which message or queue is not there", async () => {
  const [queue, message, relay] = await Promise.all([
    run(["dlq", "show", "nothing"]),
    run(["dlq", "redrive", "tenant.onTenantCreated", "--message", "x"]),
    run(["dlq", "redrive", "platform-outbox-relay-dead-letters", "--all"]),
  ]);
  expect([queue, message, relay].map(({ code, stdout }) => [code, stdout])).toEqual(
    Array(3).fill([1, ""]),
  );
  expect(queue.stderr).toContain("There is no dead-letter queue nothing.");
  expect(message.stderr).toContain(
    "There is no message x in tenant-on-tenant-created-dead-letters",
  );
  expect(relay.stderr).toContain("has no queue to go back to");
});
