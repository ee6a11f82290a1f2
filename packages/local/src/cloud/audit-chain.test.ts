import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anchors, type Item, itemsOf, put, remove, serveSecrets } from "./audit-chain.fixture";

const secrets = await serveSecrets();
afterAll(() => secrets.close());

// Imported once it is said where the secrets are.
const { append, appendLost } = await import("@faibric/core/audit/append");
const { verify } = await import("@faibric/core/audit/verification");
const { prune } = await import("@faibric/core/audit/retention");
const { write } = await import("@faibric/core/audit/writing");
const AuditRecord = await import("@faibric/core/platform/audit-record");
const { withActor } = await import("@faibric/core/platform/actor");
const { createId, customerKey } = await import("@faibric/core/platform/id");
const { asSystem, newTenant } = await import("@faibric/core/testing/actors");
const { logged } = await import("@faibric/core/testing/logged");
const { withOrigin } = await import("@faibric/core/platform/origin");
const { AuditOutboxEntity } = await import("@faibric/core/platform/audit-outbox.entity");
type TenantId = ReturnType<typeof newTenant>;

const same = (action: string) => action;
const origin = { address: "203.0.113.7", userAgent: "اختبار 🦊" };

/** Records that wait for the log, each with something in every field. */
async function waiting(tenantId: TenantId, count: number): Promise<string[]> {
  return asSystem(tenantId, () =>
    withOrigin(origin, async () => {
      const ids: string[] = [];
      for (let index = 0; index < count; index++) {
        const record = AuditRecord.draft({
          action: "forum.thread.locked",
          outcome: "denied",
          reason: "forum.thread.gone",
          target: `thr_${index}`,
          before: { title: `Café №${index} 🦊`, open: true },
          after: { title: "قفل", open: false },
        });
        if (!record) throw new Error("no record");
        await AuditOutboxEntity.put(AuditRecord.itemOf(record)).go();
        ids.push(record.recordId);
      }
      return ids;
    }),
  );
}

async function logOf(count: number): Promise<TenantId> {
  const tenantId = newTenant();
  const ids = await waiting(tenantId, count);
  await asSystem(tenantId, async () => {
    for (let from = 0; from < count; from += 10) {
      await quietly(() => append(ids.slice(from, from + 10), same));
    }
  });
  return tenantId;
}
const quietly = async <R>(run: () => Promise<R>) => (await logged(run)).result;
const check = (tenantId: TenantId, after = 0) => asSystem(tenantId, () => verify({ after }));
const entriesOf = (tenantId: TenantId) => itemsOf(`${tenantId}#audit.entry`);
const headOf = async (tenantId: TenantId) => (await itemsOf(`${tenantId}#audit.head`))[0] ?? {};

describe("appending", () => {
  it("links the entries in turn, and the log verifies", async () => {
    const tenantId = await logOf(25);
    expect(await entriesOf(tenantId)).toHaveLength(25);
    expect(await check(tenantId)).toEqual({
      verified: true,
      from: 1,
      to: 25,
      checked: 25,
      next: null,
      receipt: `25.${(await headOf(tenantId)).hash?.S}`,
    });
  });

  it("appends a record once, however often it is brought, also at once and in another order", async () => {
    const tenantId = newTenant();
    const ids = await waiting(tenantId, 30);
    const brought = [ids, [...ids].reverse(), ids.slice(5, 25), [...ids, ...ids]];
    await quietly(() =>
      asSystem(tenantId, () =>
        Promise.all(
          brought.map(async (all) => {
            for (let from = 0; from < all.length; from += 10) {
              await append(all.slice(from, from + 10), same);
            }
          }),
        ),
      ),
    );
    const entries = await entriesOf(tenantId);
    expect(entries.map(({ recordId }) => recordId?.S).sort()).toEqual([...ids].sort());
    expect(await check(tenantId)).toMatchObject({ verified: true, checked: 30 });
  });

  it("refuses a message that names another tenant than its group", async () => {
    const mine = newTenant();
    const theirs = newTenant();
    const [recordId = ""] = await waiting(theirs, 1);
    const message = { tenantId: theirs, recordId: recordId as `aud_${string}` };
    await expect(asSystem(mine, () => write([message], same))).rejects.toThrow("in the group of");
    expect(await entriesOf(mine)).toEqual([]);
  });

  it("says in the log what was lost to it", async () => {
    const tenantId = await logOf(2);
    await quietly(() => asSystem(tenantId, () => appendLost("aud_1", "Error in message 7")));
    const entries = await entriesOf(tenantId);
    expect(entries[2]).toMatchObject({
      action: { S: "audit.record.lost" },
      target: { S: "aud_1" },
      sequence: { N: "3" },
    });
    expect(await check(tenantId)).toMatchObject({ verified: true, checked: 3 });
  });
});

/** One byte of the value is another: a bit of a letter, a digit of a number. */
function spoilt(value: NonNullable<Item[string]>): Item[string] {
  if (value.N !== undefined) return { N: String(Number(value.N) + 1) };
  const text = value.S ?? "";
  const at = Math.floor(text.length / 2);
  const letter = text[at] === "x" ? "y" : "x";
  return { S: text.slice(0, at) + letter + text.slice(at + 1) };
}

describe("verify", () => {
  let tenantId: TenantId;
  let entries: Item[];
  let head: Item;
  beforeAll(async () => {
    tenantId = await logOf(12);
    entries = await entriesOf(tenantId);
    head = await headOf(tenantId);
  });
  const at = (sequence: number) => entries[sequence - 1] ?? {};
  const restore = async () => {
    for (const item of await entriesOf(tenantId)) await remove(item);
    for (const item of [...entries, head]) await put(item);
  };
  async function afterwards(spoil: () => Promise<unknown>) {
    await spoil();
    const found = await check(tenantId);
    await restore();
    expect(await check(tenantId)).toMatchObject({ verified: true, checked: 12 });
    return found;
  }
  const expectFault = (found: unknown, sequence: number, kind?: string) =>
    expect(found).toMatchObject({
      verified: false,
      fault: { sequence, ...(kind ? { kind } : {}) },
    });

  it("finds one altered byte in any field of any entry, and names the entry", async () => {
    const fields = Object.keys(at(1)).filter((name) => name !== "pk" && name !== "sk");
    expect(fields).toEqual(
      expect.arrayContaining(["at", "actorId", "before", "after", "address", "hash", "__edb_e__"]),
    );
    for (const field of fields) {
      for (const sequence of [1, 6, 12]) {
        const value = at(sequence)[field];
        if (!value) throw new Error(`no ${field}`);
        await put({ ...at(sequence), [field]: spoilt(value) });
        const found = await check(tenantId);
        expect(found, `${field} of ${sequence}`).toMatchObject({
          verified: false,
          fault: { sequence },
        });
        await put(at(sequence));
      }
    }
    expect(await check(tenantId)).toMatchObject({ verified: true });
  }, 60_000);

  it("finds a field that was taken away or changed its type", async () => {
    const { target: _target, ...rest } = at(5);
    expectFault(await afterwards(() => put(rest)), 5, "altered");
    expectFault(await afterwards(() => put({ ...at(5), sequence: { S: "5" } })), 5);
    expectFault(await afterwards(() => put({ ...at(5), after: { L: [] } })), 5, "altered");
  });

  it.each([1, 7, 12])("finds that entry %i is gone", async (sequence) => {
    const kind = sequence === 12 ? "truncated" : "missing";
    expectFault(await afterwards(() => remove(at(sequence))), sequence, kind);
  });

  it("finds two entries that changed places", async () => {
    const swap = async () => {
      const { pk, sk } = at(4);
      await put({ ...at(9), ...keys(pk, sk) });
      await put({ ...at(4), ...keys(at(9).pk, at(9).sk) });
    };
    expectFault(await afterwards(swap), 4, "missing");
  });

  it("finds an entry that stands there twice", async () => {
    const again = async () => put({ ...at(4), ...keys(at(5).pk, at(5).sk) });
    expectFault(await afterwards(again), 5, "reordered");
  });

  it("finds entries cut off at the end, and others put there", async () => {
    const cut = () => Promise.all([10, 11, 12].map((sequence) => remove(at(sequence))));
    expectFault(await afterwards(cut), 10, "truncated");
    const sk = { S: String(at(12).sk?.S).replace(/12$/, "13") };
    const more = () => put({ ...at(12), sk, sequence: { N: "13" } });
    expectFault(await afterwards(more), 13, "surplus");
  });

  it("finds a log that was written anew, for its end is sealed with a key that is not in the table", async () => {
    const { hashOf } = await import("@faibric/core/audit/chain");
    const rewrite = async () => {
      let previousHash = at(6).previousHash?.S ?? "";
      for (let sequence = 6; sequence <= 12; sequence++) {
        const item = { ...at(sequence), previousHash: { S: previousHash } };
        if (sequence === 6) Object.assign(item, { actorId: { S: "usr_somebody-else" } });
        const {
          pk: _pk,
          sk: _sk,
          __edb_e__: _e,
          __edb_v__: _v,
          hash: _h,
          ...content
        } = item as Item;
        const plain = Object.fromEntries(
          Object.entries(content).map(([name, { S, N }]) => [name, S ?? Number(N)]),
        );
        previousHash = hashOf(plain as never);
        await put({ ...item, hash: { S: previousHash } });
      }
      return previousHash;
    };
    // The end is left as it was: it does not fit.
    expectFault(await afterwards(rewrite), 12, "altered");
    // The end is rewritten too: it is not sealed.
    const all = async () => put({ ...head, hash: { S: await rewrite() } });
    expectFault(await afterwards(all), 12, "unsealed");
  });

  it("finds one entry written anew with a good hash, by the one that follows it", async () => {
    const { hashOf } = await import("@faibric/core/audit/chain");
    const rewrite = async () => {
      const { pk: _pk, sk: _sk, __edb_e__: _e, __edb_v__: _v, hash: _h, ...content } = at(6);
      const plain = Object.fromEntries(
        Object.entries(content).map(([name, { S, N }]) => [name, S ?? Number(N)]),
      );
      const hash = hashOf({ ...plain, actorId: "usr_x" } as never);
      await put({ ...at(6), actorId: { S: "usr_x" }, hash: { S: hash } });
    };
    expectFault(await afterwards(rewrite), 7, "unlinked");
  });

  it("finds an altered end, whatever of it", async () => {
    for (const [name, value] of Object.entries(head)) {
      if (name === "pk" || name === "sk") continue;
      await put({ ...head, [name]: spoilt(value) });
      expect(await check(tenantId), name).toMatchObject({ verified: false });
      await put(head);
    }
    const found = await afterwards(() => remove(head));
    expectFault(found, 1, "headless");
  });

  it("finds the entries of one log in another's place", async () => {
    const other = await logOf(12);
    const theirs = await entriesOf(other);
    const found = await afterwards(async () => {
      const { pk, sk } = at(3);
      await put({ ...theirs[2], ...keys(pk, sk) });
    });
    expectFault(found, 3);
  });

  it("goes on from where a call before ended", async () => {
    expect(await check(tenantId, 7)).toMatchObject({ verified: true, checked: 5, to: 12 });
    expect(await check(tenantId, 500)).toMatchObject({ verified: true, checked: 0 });
    const found = await afterwards(async () => {
      await put({ ...at(7), target: { S: "x" } });
    });
    expectFault(found, 7, "altered");
  });
});

describe("the anchor of a log, apart from the table", () => {
  const keyOf = (tenantId: TenantId) => `tenant_${tenantId}/audit/end.json`;
  async function grow(tenantId: TenantId, count: number): Promise<void> {
    const ids = await waiting(tenantId, count);
    await quietly(() => asSystem(tenantId, () => append(ids, same)));
  }

  it("finds a log that was put back to an earlier end, with its seal, and cut there", async () => {
    const tenantId = await logOf(4);
    const earlier = await headOf(tenantId);
    await grow(tenantId, 3);
    const [later, entries] = [await headOf(tenantId), await entriesOf(tenantId)];
    for (const entry of entries.slice(4)) await remove(entry);
    await put(earlier);
    expect(await check(tenantId)).toMatchObject({
      verified: false,
      checked: 4,
      fault: { sequence: 5, kind: "rolled-back" },
    });
    // What comes after does not cover it up, as long as it may become.
    for (let round = 0; round < 3; round++) {
      await grow(tenantId, 2);
      const fault = { sequence: 7, kind: "rolled-back" };
      expect(await check(tenantId)).toMatchObject({ verified: false, fault });
    }
    for (const entry of await entriesOf(tenantId)) await remove(entry);
    for (const item of [later, ...entries]) await put(item);
    expect(await check(tenantId)).toMatchObject({ verified: true, checked: 7 });
  });

  it("finds, with a receipt that its reader kept, a log that was put back together with its anchor", async () => {
    const tenantId = await logOf(4);
    const was = { head: await headOf(tenantId), anchor: await anchors.read(keyOf(tenantId)) };
    const judge = (receipt?: string) => asSystem(tenantId, () => verify({ receipt }));
    const { receipt: early } = await judge();
    await grow(tenantId, 3);
    const { receipt } = await judge(early);
    expect(receipt).toMatch(/^7\./);
    const forget = async () => {
      for (const entry of (await entriesOf(tenantId)).slice(4)) await remove(entry);
      await put(was.head);
      await anchors.write(keyOf(tenantId), was.anchor);
    };
    await forget();
    // Everything that the platform keeps says the same: only who kept the receipt knows better.
    expect(await judge(early)).toMatchObject({ verified: true, checked: 4 });
    const fault = { sequence: 5, kind: "unexpected" };
    expect(await judge(receipt)).toMatchObject({ verified: false, checked: 4, fault });
    await grow(tenantId, 5);
    expect(await judge()).toMatchObject({ verified: true, checked: 9 });
    const other = { sequence: 7, kind: "unexpected" };
    expect(await judge(receipt)).toMatchObject({ verified: false, fault: other });
    expect(await judge(early)).toMatchObject({ verified: true, checked: 9 });
  });

  it("finds by a receipt that there was a log at all", async () => {
    const tenantId = await logOf(2);
    const { receipt } = await check(tenantId);
    for (const item of [...(await entriesOf(tenantId)), await headOf(tenantId)]) await remove(item);
    await anchors.remove(keyOf(tenantId));
    expect(await check(tenantId)).toMatchObject({ verified: true });
    const fault = { sequence: 1, kind: "rolled-back" };
    const found = await asSystem(tenantId, () => verify({ receipt }));
    expect(found).toMatchObject({ verified: false, fault });
  });

  it("finds a log that is gone altogether", async () => {
    const tenantId = await logOf(2);
    for (const item of [...(await entriesOf(tenantId)), await headOf(tenantId)]) await remove(item);
    const fault = { sequence: 1, kind: "rolled-back" };
    expect(await check(tenantId)).toMatchObject({ verified: false, fault });
    await grow(tenantId, 3);
    expect((await check(tenantId)).fault).toEqual(
      expect.objectContaining({ sequence: 2, kind: "rolled-back" }),
    );
  });

  it("finds another end of the same length, also one that the platform has sealed", async () => {
    const tenantId = await logOf(3);
    const was = { head: await headOf(tenantId), entries: await entriesOf(tenantId) };
    const anchor = await anchors.read(keyOf(tenantId));
    // As if a copy of the table had gone on by itself, and were put in the place of this one.
    const [last = {}] = was.entries.slice(2);
    for (const entry of was.entries) await remove(entry);
    await remove(was.head);
    await grow(tenantId, 3);
    await anchors.write(keyOf(tenantId), anchor);
    const fault = { sequence: 3, kind: "rolled-back" };
    expect(await check(tenantId)).toMatchObject({ verified: false, fault });
    expect((await entriesOf(tenantId))[2]?.hash).not.toEqual(last.hash);
  });

  it("is found missing, or not ours: taken away, spoilt, of another log", async () => {
    const tenantId = await logOf(2);
    const key = keyOf(tenantId);
    const anchor = await anchors.read(key);
    const other = await anchors.read(keyOf(await logOf(1)));
    const spoil = {
      gone: () => anchors.remove(key),
      "no JSON": () => anchors.write(key, "{"),
      "a byte less": () => anchors.write(key, anchor.replace('"sequence":2', '"sequence":1')),
      "of another log": () => anchors.write(key, other),
    };
    for (const [what, run] of Object.entries(spoil)) {
      await run();
      const fault = { sequence: 2, kind: "unanchored" };
      expect(await check(tenantId), what).toMatchObject({ verified: false, fault });
      await anchors.write(key, anchor);
      expect(await check(tenantId), what).toMatchObject({ verified: true });
    }
  });

  it("may be behind, as after a death between the two, and is made good by the next that comes", async () => {
    const tenantId = await logOf(2);
    const anchor = await anchors.read(keyOf(tenantId));
    await grow(tenantId, 2);
    await anchors.write(keyOf(tenantId), anchor);
    expect(await check(tenantId)).toMatchObject({ verified: true, checked: 4 });
    // The message comes again: its record is in the log already, and the end is anchored.
    await asSystem(tenantId, () => append(["aud_1"], same));
    expect(JSON.parse(await anchors.read(keyOf(tenantId)))).toMatchObject({ sequence: 4 });
  });

  it("goes well with what is removed for its age", async () => {
    const tenantId = await logOf(4);
    const limit = new Date(Date.now() + 60_000).toISOString();
    expect(await asSystem(tenantId, () => prune(limit))).toBe(4);
    expect(await check(tenantId)).toMatchObject({ verified: true, from: 5, checked: 0 });
  });

  it("of a person's log lies apart from all tenants, of a customer's among their tenant's", async () => {
    const tenantId = newTenant();
    const person = createId("usr");
    const customer = customerKey(tenantId, createId("cus"));
    for (const userId of [person, customer]) {
      const worker = { type: "account", userId, service: "test" } as const;
      await quietly(() => withActor(worker, () => appendLost("aud_1", "Error")));
      expect(await withActor(worker, () => verify())).toMatchObject({ verified: true, checked: 1 });
    }
    const sequences = await Promise.all(
      [
        `person_${person}/audit/end.json`,
        `tenant_${customer.replace("#", "/audit/")}/end.json`,
      ].map(async (key) => JSON.parse(await anchors.read(key)).sequence),
    );
    expect(sequences).toEqual([1, 1]);
  });
});

const keys = (pk: Item[string] | undefined, sk: Item[string] | undefined) => ({
  pk: pk ?? { S: "" },
  sk: sk ?? { S: "" },
});

describe("pruning", () => {
  const later = () => new Date(Date.now() + 60_000).toISOString();

  it("removes what is too old, and what is left verifies from there on", async () => {
    const tenantId = await logOf(120);
    const ids = await waiting(tenantId, 5);
    const limit = later();
    expect(await asSystem(tenantId, () => prune(limit))).toBe(120);
    await quietly(() => asSystem(tenantId, () => append(ids, same)));
    expect(await check(tenantId)).toEqual({
      verified: true,
      from: 121,
      to: 125,
      checked: 5,
      next: null,
      receipt: expect.stringMatching(/^125\./),
    });
    expect(await entriesOf(tenantId)).toHaveLength(5);
  });

  it("keeps what is young enough", async () => {
    const tenantId = await logOf(3);
    expect(await asSystem(tenantId, () => prune())).toBe(0);
    expect(await asSystem(newTenant(), () => prune())).toBe(0);
    expect(await check(tenantId)).toMatchObject({ verified: true, checked: 3 });
  });

  it("does not remove what does not verify: nobody covers up by waiting", async () => {
    const tenantId = await logOf(4);
    const [, second = {}] = await entriesOf(tenantId);
    await put({ ...second, target: { S: "another" } });
    await expect(asSystem(tenantId, () => prune(later()))).rejects.toThrow("entry 2 of");
    expect(await entriesOf(tenantId)).toHaveLength(4);
  });

  it("goes well with appending and verifying at the same time", async () => {
    const tenantId = await logOf(60);
    const ids = await waiting(tenantId, 40);
    const limit = later();
    const found = await quietly(() =>
      asSystem(tenantId, async () => {
        const appending = (async () => {
          for (let from = 0; from < 40; from += 10) await append(ids.slice(from, from + 10), same);
        })();
        const verifying = (async () => {
          const results = [];
          for (let index = 0; index < 15; index++) results.push(await verify());
          return results;
        })();
        await Promise.all([appending, prune(limit).catch(() => 0)]);
        return verifying;
      }),
    );
    expect(found.filter(({ verified }) => !verified)).toEqual([]);
    expect(await check(tenantId)).toMatchObject({ verified: true, to: 100 });
  });
});
