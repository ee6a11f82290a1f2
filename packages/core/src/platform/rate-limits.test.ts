import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Actor, withActor } from "./actor";
import { LimitExceededError } from "./errors";
import { createId } from "./id";
import { stretchAcross, stretchFor } from "./rate-limits";
import { documents, tableName } from "./table";
import { count } from "./throttle";
import { ThrottleEntity } from "./throttle.entity";

const reading = { method: "GET" } as const;
const ADDRESS = "203.0.113.9";

const member = (tenantId = createId("tnt"), plan?: string) =>
  ({
    type: "member",
    tenantId,
    userId: createId("usr"),
    role: "member",
    ...(plan === undefined ? {} : { plan }),
  }) satisfies Actor;
const limitsFor = (
  actor: Actor | undefined,
  contract: Parameters<typeof stretchFor>[0] = reading,
) =>
  Object.fromEntries(
    stretchFor(contract, actor, ADDRESS).counters.map(({ name, limit }) => [name, limit]),
  );
const ask = (
  actor: Actor,
  contract: Parameters<typeof stretchFor>[0] = reading,
  address = ADDRESS,
) => withActor(actor, () => count(stretchFor(contract, actor, address)));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** Which limit was full, or undefined where the request passed. */
const refusedBy = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof LimitExceededError)) throw error;
      return error.quotas.filter(({ left }) => left === 0).map(({ name }) => name);
    },
  );

describe("the limits", () => {
  it("are the plan's, and the free plan's where there is none of that name", () => {
    expect(limitsFor(member())).toEqual({ tenant: 600, user: 300, address: 450, read: 600 });
    expect(limitsFor(member(createId("tnt"), "pro"))).toMatchObject({ tenant: 6_000, user: 1_200 });
    expect(limitsFor(member(createId("tnt"), "constructor"))).toMatchObject({ tenant: 600 });
  });

  it("follow from the method, unless the contract names a class", () => {
    expect(limitsFor(member(), { method: "POST" })).toMatchObject({ write: 200 });
    expect(limitsFor(member(), { method: "GET", rateClass: "expensive" })).toMatchObject({
      expensive: 30,
    });
  });

  it("are stricter where no token is needed, and strictest for signing in and for mail", () => {
    const perHour = (contract: Parameters<typeof stretchFor>[0]) => {
      vi.stubEnv("RATE_LIMITS", "{}");
      const { counters, seconds } = stretchFor(contract, undefined, ADDRESS);
      return (counters[0]?.limit ?? 0) * (3_600 / seconds);
    };
    const [read, write] = [perHour(reading), perHour({ method: "POST" })];
    const signIn = perHour({ method: "POST", rateClass: "sign-in" });
    const mail = perHour({ method: "POST", rateClass: "mail" });
    expect(read).toBeGreaterThan(write);
    expect(write).toBeGreaterThan(signIn);
    expect(signIn).toBeGreaterThan(mail);
  });
});

describe("who is over their own limit", () => {
  it("takes nothing from the others of the tenant", async () => {
    vi.stubEnv("RATE_LIMITS", JSON.stringify({ free: { tenant: 20, user: 5 } }));
    const greedy = member();
    const refusals = await Promise.all(Array.from({ length: 50 }, () => refusedBy(ask(greedy))));
    expect(refusals.filter((refusal) => !refusal)).toHaveLength(5);
    const colleague = member(greedy.tenantId);
    const { quotas } = await ask(colleague);
    expect(quotas.find(({ name }) => name === "tenant")?.left).toBe(20 - 5 - 1);
  });

  it("is told by which limit: of the person, the address, the class or the tenant", async () => {
    const full = async (free: object, contract = reading as Parameters<typeof stretchFor>[0]) => {
      vi.stubEnv("RATE_LIMITS", JSON.stringify({ free }));
      const actor = member();
      await ask(actor, contract);
      return refusedBy(ask(actor, contract));
    };
    expect(await full({ user: 1 })).toEqual(["user"]);
    expect(await full({ address: 1 })).toEqual(["address"]);
    expect(await full({ tenant: 1 })).toEqual(["tenant"]);
    expect(await full({ write: 1 }, { method: "POST" })).toEqual(["write"]);
    expect(await full({ expensive: 1 }, { method: "GET", rateClass: "expensive" })).toEqual([
      "expensive",
    ]);
  });

  it("cannot come as somebody else by another address of the same IPv6 network", async () => {
    vi.stubEnv("RATE_LIMITS", JSON.stringify({ free: { address: 1 } }));
    const { tenantId } = member();
    await ask(member(tenantId), reading, "2001:db8:1:2::1");
    expect(await refusedBy(ask(member(tenantId), reading, "2001:db8:1:2::2"))).toEqual(["address"]);
    expect(await refusedBy(ask(member(tenantId), reading, "2001:db8:1:3::1"))).toBeUndefined();
  });
});

it("keeps a tenant's customers apart from its own people", async () => {
  vi.stubEnv("RATE_LIMITS", JSON.stringify({ free: { tenant: 1, audience: 3 } }));
  const own = member();
  await ask(own);
  const customer = () =>
    ({ type: "customer", tenantId: own.tenantId, customerId: createId("cus") }) satisfies Actor;
  const refusals = await Promise.all(Array.from({ length: 10 }, () => refusedBy(ask(customer()))));
  expect(refusals.filter((refusal) => !refusal)).toHaveLength(3);
  expect(await refusedBy(ask(own))).toEqual(["tenant"]);
});

describe("visitors of a tenant who try to come in", () => {
  const visitor = (tenantId = member().tenantId) =>
    ({ type: "public", tenantId, appKeyId: createId("apk") }) satisfies Actor;
  const signIn = { method: "POST", rateClass: "sign-in" } as const;

  it("are limited as strictly from one network as at our own door, whichever page they are on", async () => {
    vi.stubEnv("RATE_LIMITS", JSON.stringify({ public: { "sign-in": 3 } }));
    const { tenantId } = visitor();
    const tries = Array.from({ length: 12 }, () => refusedBy(ask(visitor(tenantId), signIn)));
    const refusals = await Promise.all(tries);
    expect(refusals.filter((refusal) => !refusal)).toHaveLength(3);
    expect(await refusedBy(ask(visitor(tenantId), signIn))).toEqual(["guest-sign-in"]);
    // What they use up there is no other tenant's, no other class's and no member's.
    expect(await refusedBy(ask(visitor(), signIn))).toBeUndefined();
    expect(await refusedBy(ask(visitor(tenantId), reading))).toBeUndefined();
    expect(await refusedBy(ask(member(tenantId), { method: "POST" }))).toBeUndefined();
  });

  it("have three doors' worth from one network, over all tenants, and no other kind is counted so", async () => {
    vi.stubEnv("RATE_LIMITS", JSON.stringify({ public: { "sign-in": 2 } }));
    const address = `2001:db8:${Date.now().toString(16).slice(-4)}:1::1`;
    const across = (from: string) => {
      const stretch = stretchAcross(signIn, visitor(), from);
      if (!stretch) throw new Error("visitors are not counted");
      return refusedBy(count(stretch));
    };
    const tries = await Promise.all(Array.from({ length: 10 }, () => across(address)));
    expect(tries.filter((refusal) => !refusal)).toHaveLength(6);
    expect(await across(address.replace(/1$/, "2"))).toEqual(["visitor-sign-in"]);
    expect(await across(address.replace(":1::1", ":2::1"))).toBeUndefined();
    expect(stretchAcross(reading, visitor(), address)).toBeUndefined();
    expect(stretchAcross(signIn, member(), address)).toBeUndefined();
    expect(stretchAcross(signIn, undefined, address)).toBeUndefined();
  });

  it("are limited together, from however many networks they come", async () => {
    vi.stubEnv("RATE_LIMITS", JSON.stringify({ free: { mail: 4 } }));
    const { tenantId } = visitor();
    const mail = { method: "POST", rateClass: "mail" } as const;
    const tries = Array.from({ length: 16 }, (_, index) =>
      refusedBy(ask(visitor(tenantId), mail, `203.0.113.${index}`)),
    );
    const refusals = await Promise.all(tries);
    expect(refusals.filter((refusal) => !refusal)).toHaveLength(4);
    expect(refusals.filter(Boolean).flat()).toContain("audience-mail");
  });
});

it("fits forty people at forty addresses into two units of writing, and ends by itself", async () => {
  const { tenantId } = member();
  await Promise.all(
    Array.from({ length: 40 }, (_, index) => ask(member(tenantId), reading, `203.0.113.${index}`)),
  );
  const since = Math.floor(Date.now() / 1_000);
  const key = ThrottleEntity.get({ tenantId, seconds: 60 }).params<{ Key: object }>().Key;
  const { Item = {} } = await withActor(member(tenantId), () =>
    documents.send(new GetCommand({ TableName: tableName, Key: key as Record<string, string> })),
  );
  const { counts = {}, ...rest } = Item as { counts?: object };
  // What DynamoDB takes for a map, and for each of its values. Source: its guide, "Item sizes and formats"
  const bytes = [...Object.entries(rest), ...Object.entries(counts)].reduce(
    (sum, [name, value]) => sum + name.length + (typeof value === "string" ? value.length : 4),
    "counts".length + 3,
  );
  expect(Object.keys(counts).filter((name) => name.startsWith("user."))).toHaveLength(40);
  expect(bytes).toBeLessThan(2_048);
  expect(Item.expiresAt).toBe(since + 120);
});
