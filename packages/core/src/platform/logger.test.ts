import { expect, it } from "vitest";
import { asMember, asUser, inTrace, newTenant, newUser } from "../testing/actors";
import { logged } from "../testing/logged";
import { logger } from "./logger";
import { metric } from "./metric";

const lineOf = async (write: () => void) => (await logged(async () => write())).lines;

it("says who, in which tenant, and what it all began with", async () => {
  const tenantId = newTenant();
  const write = () => logger.info("thing made", { thingId: "thg_1" });
  expect(await lineOf(() => inTrace("c-1", () => asMember(tenantId, write)))).toEqual([
    {
      level: "info",
      message: "thing made",
      requestId: "test",
      correlationId: "c-1",
      operation: "test",
      tenantId,
      thingId: "thg_1",
    },
  ]);
});

it("works outside of a request, and for a person in no tenant", async () => {
  expect(await lineOf(() => logger.warn("odd"))).toEqual([{ level: "warn", message: "odd" }]);
  const lines = await lineOf(() => asUser(newUser(), () => logger.info("signed in")));
  expect(lines).toEqual([{ level: "info", message: "signed in" }]);
});

it("keeps an error whole, with what caused it", async () => {
  const error = new TypeError("outer", { cause: new Error("inner", { cause: "a text" }) });
  const [line] = await lineOf(() => logger.error("failed", error, { tries: 2 }));
  expect(line).toMatchObject({
    level: "error",
    tries: 2,
    error: {
      name: "TypeError",
      message: "outer",
      stack: expect.stringContaining("logger.test.ts"),
      cause: { name: "Error", message: "inner", cause: { message: "a text" } },
    },
  });
});

it("writes one line an entry, whatever is in it", async () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const endless = new Error("endless");
  endless.cause = endless;
  const lines = await lineOf(() => {
    logger.info("two\nlines", { big: 2n ** 64n });
    logger.info("circular", circular);
    logger.error("endless", endless);
    logger.error("a text was thrown", Object.create(null));
  });
  expect(lines).toMatchObject([
    { message: "two\nlines", big: "18446744073709551616" },
    { message: "circular" },
    { message: "endless", error: { message: "endless" } },
    { message: "a text was thrown" },
  ]);
});

it("reports a figure in the embedded metric format", async () => {
  const before = Date.now();
  const [line] = await lineOf(() => metric("Sent", 3, "Count", { channel: "mail" }));
  expect(line).toEqual({
    _aws: {
      Timestamp: expect.closeTo(before, -3),
      CloudWatchMetrics: [
        {
          Namespace: "Faibric",
          Dimensions: [["Stage", "channel"]],
          Metrics: [{ Name: "Sent", Unit: "Count" }],
        },
      ],
    },
    Stage: "local",
    channel: "mail",
    Sent: 3,
  });
});

it("reports a figure without other dimensions under its stage alone", async () => {
  const [line] = await lineOf(() => metric("OutboxAge", 12, "Milliseconds"));
  expect(line).toMatchObject({
    OutboxAge: 12,
    _aws: { CloudWatchMetrics: [{ Dimensions: [["Stage"]] }] },
  });
});
