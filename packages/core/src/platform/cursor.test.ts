import { expect, it } from "vitest";
import { asMember, asUser, newTenant, newUser } from "../testing/actors";
import { seal, unseal } from "./cursor";
import { InvalidRequestError } from "./errors";

const tenantId = newTenant();
const sealed = () =>
  asMember(tenantId, () => seal("the-store's-cursor-é", "forum.threads")) as Promise<string>;

it("opens for the tenant and the query it was sealed for", async () => {
  const cursor = await sealed();
  const opened = await asMember(tenantId, () => unseal(cursor, "forum.threads"));
  expect(opened).toBe("the-store's-cursor-é");
});

it("opens for no other tenant, query or person", async () => {
  const cursor = await sealed();
  const attempts = [
    asMember(newTenant(), () => unseal(cursor, "forum.threads")),
    asMember(tenantId, () => unseal(cursor, "forum.boards")),
    asUser(newUser(), () => unseal(cursor, "forum.threads")),
  ];
  for (const attempt of attempts) await expect(attempt).rejects.toThrow(InvalidRequestError);
});

it("opens for nobody once a single character is changed", async () => {
  const cursor = await sealed();
  const changed = [...cursor].flatMap((letter, index) =>
    [..."AB.=~"]
      .filter((other) => other !== letter)
      .map((other) => cursor.slice(0, index) + other + cursor.slice(index + 1)),
  );
  // The last letter carries two bits of the signature and four that say nothing.
  const respelt = [..."BCDEFGHIJKLMNOP"].map((letter) => cursor.slice(0, -1) + letter);
  const longer = [`${cursor}=`, `${cursor}.`, `${cursor}.x`, ` ${cursor}`, `${cursor}\n`];
  for (const forged of [...changed, ...respelt, ...longer]) {
    if (forged === cursor) continue;
    const opening = asMember(tenantId, () => unseal(forged, "forum.threads"));
    await expect(opening, forged).rejects.toThrow(InvalidRequestError);
  }
});

it.each(["", ".", "..", "%", "a.b", "💥", "x".repeat(2_000)])("refuses %j", async (cursor) => {
  const opening = asMember(tenantId, () => unseal(cursor, "forum.threads"));
  await expect(opening).rejects.toThrow(InvalidRequestError);
});
