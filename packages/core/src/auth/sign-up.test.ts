import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { expect, it } from "vitest";
import { createId } from "../platform/id";
import { withOrigin } from "../platform/origin";
import { OutboxEntity } from "../platform/outbox.entity";
import { shardOf } from "../platform/shard";
import * as Account from "./account";
import { signUp } from "./sign-up";

const PASSWORD = "quiet-walrus-plays-vibraphone-81";
const newEmail = () => `${createId("usr")}@example.com`;

/** From an address of its own, so that limits by address do not matter. */
const from = <R>(address: string, fn: () => R): R => withOrigin({ address, userAgent: "" }, fn);

/** How many accounts say that the address is theirs, whichever the directory knows. */
async function accountsOf(email: string): Promise<number> {
  const pages = paginateScan(
    { client: new DynamoDBClient({}) },
    {
      TableName: process.env.TABLE_NAME,
      FilterExpression: "#email = :email AND contains(pk, :account)",
      ExpressionAttributeNames: { "#email": "email" },
      ExpressionAttributeValues: { ":email": { S: email }, ":account": { S: "#auth.account" } },
      ConsistentRead: true,
    },
  );
  let count = 0;
  for await (const { Count = 0 } of pages) count += Count;
  return count;
}

it("makes one account of a hundred who sign up with one address at once", async () => {
  const email = newEmail();
  const attempts = await Promise.allSettled(
    Array.from({ length: 100 }, (_, index) =>
      from(`${email}-${index % 4}`, () => signUp({ email, password: PASSWORD })),
    ),
  );
  expect(attempts.filter(({ status }) => status === "rejected")).toEqual([]);
  const userId = await Account.findPerson(email);
  const account = await Account.inAccount(userId, "test", Account.find);
  expect(account).toMatchObject({ userId, email });
  expect(await accountsOf(email)).toBe(1);

  const { data: events } = await Account.inAccount(userId, "test", () =>
    OutboxEntity.query
      .byAggregate({ tenantId: userId, shard: shardOf(userId), aggregateId: userId })
      .go({ pages: "all" }),
  );
  // One for the account; others of those that came a moment later and had their own link mailed.
  expect(events.length).toBeGreaterThan(0);
  expect(events.length).toBeLessThanOrEqual(6);
  for (const { event } of events) {
    expect(Object.keys(event.properties as object).sort()).toEqual(["epoch", "purpose"]);
  }
}, 120_000);

it("answers after about the same time for an address with an account and one without", async () => {
  const known = newEmail();
  await from(known, () => signUp({ email: known, password: PASSWORD }));
  const time = async (email: string) => {
    const started = performance.now();
    await from(createId("usr"), () => signUp({ email, password: PASSWORD }));
    return performance.now() - started;
  };
  const [existing, unknown]: [number[], number[]] = [[], []];
  // What is busy beside makes some take longer, never shorter: the shortest are compared, and of more tries where they
  // are still apart. What takes longer by itself always does.
  const apart = () => Math.abs(Math.min(...existing) - Math.min(...unknown));
  for (let round = 0; round < 5 || (round < 30 && apart() >= 40); round++) {
    existing.push(await time(known));
    unknown.push(await time(newEmail()));
  }
  expect(apart()).toBeLessThan(40);
});
