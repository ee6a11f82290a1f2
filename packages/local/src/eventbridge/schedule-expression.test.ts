import { describe, expect, it } from "vitest";
import { nextTime, parseSchedule } from "./schedule-expression";

/** The next times of an expression, as ISO 8601 without seconds. */
function times(expression: string, from: string, count: number, zone = "UTC"): string[] {
  const schedule = parseSchedule(expression, "scheduler");
  if (!schedule) throw new Error(`${expression} is not valid`);
  const found: string[] = [];
  let after = Date.parse(from);
  while (found.length < count) {
    const next = nextTime(schedule, after, { zone, anchor: Date.parse(from) });
    if (next === undefined) break;
    found.push(new Date(next).toISOString().slice(0, 16));
    after = next;
  }
  return found;
}

describe("cron", () => {
  it.each<[string, string, string, string[]]>([
    [
      "every day at noon",
      "0 12 * * ? *",
      "2026-01-01T12:00Z",
      ["2026-01-02T12:00", "2026-01-03T12:00"],
    ],
    [
      "every 15 minutes",
      "0/15 * * * ? *",
      "2026-01-01T10:14Z",
      ["2026-01-01T10:15", "2026-01-01T10:30"],
    ],
    ["a step from any value", "*/30 * * * ? *", "2026-01-01T10:31Z", ["2026-01-01T11:00"]],
    ["working days by name", "0 9 ? * MON-FRI *", "2026-01-02T09:00Z", ["2026-01-05T09:00"]],
    ["1 is Sunday", "0 9 ? * 1 *", "2026-01-01T00:00Z", ["2026-01-04T09:00"]],
    ["7 is Saturday", "0 9 ? * 7 *", "2026-01-01T00:00Z", ["2026-01-03T09:00"]],
    [
      "a range over the week's end",
      "0 9 ? * FRI-MON *",
      "2026-01-02T00:00Z",
      [
        "2026-01-02T09:00",
        "2026-01-03T09:00",
        "2026-01-04T09:00",
        "2026-01-05T09:00",
        "2026-01-09T09:00",
      ],
    ],
    [
      "months by name",
      "0 0 1 MAR,SEP ? *",
      "2026-01-01T00:00Z",
      ["2026-03-01T00:00", "2026-09-01T00:00"],
    ],
    ["a year", "0 0 1 1 ? 2028", "2026-01-01T00:00Z", ["2028-01-01T00:00"]],
    [
      "years in steps",
      "0 0 1 1 ? 2027/2",
      "2026-01-01T00:00Z",
      ["2027-01-01T00:00", "2029-01-01T00:00"],
    ],
    ["the 31st, in months that have it", "0 0 31 * ? *", "2026-01-31T00:00Z", ["2026-03-31T00:00"]],
    ["29 February", "0 0 29 2 ? *", "2026-01-01T00:00Z", ["2028-02-29T00:00"]],
    [
      "the last day of the month",
      "0 0 L * ? *",
      "2026-01-31T00:00Z",
      ["2026-02-28T00:00", "2026-03-31T00:00"],
    ],
    ["the last working day", "0 0 LW * ? *", "2026-01-31T00:00Z", ["2026-02-27T00:00"]],
    ["the working day near a Saturday", "0 0 15W * ? *", "2026-08-01T00:00Z", ["2026-08-14T00:00"]],
    ["the working day near a Sunday", "0 0 15W * ? *", "2026-11-01T00:00Z", ["2026-11-16T00:00"]],
    [
      "the working day near a Saturday the 1st",
      "0 0 1W * ? *",
      "2026-08-01T00:00Z",
      ["2026-08-03T00:00"],
    ],
    [
      "the working day near a Sunday the 31st",
      "0 0 31W 5 ? *",
      "2026-05-01T00:00Z",
      ["2026-05-29T00:00"],
    ],
    [
      "the last Friday",
      "0 0 ? * 6L *",
      "2026-01-01T00:00Z",
      ["2026-01-30T00:00", "2026-02-27T00:00"],
    ],
    ["the last Friday by name", "0 0 ? * FRIL *", "2026-01-01T00:00Z", ["2026-01-30T00:00"]],
    ["L alone is Saturday", "0 0 ? * L *", "2026-01-01T00:00Z", ["2026-01-03T00:00"]],
    [
      "the first Monday",
      "0 8 ? * 2#1 *",
      "2026-01-01T00:00Z",
      ["2026-01-05T08:00", "2026-02-02T08:00"],
    ],
    [
      "a fifth Thursday",
      "0 8 ? * THU#5 *",
      "2026-01-02T00:00Z",
      ["2026-01-29T08:00", "2026-04-30T08:00"],
    ],
    [
      "lists of days",
      "0 0 1,15 * ? *",
      "2026-01-01T00:00Z",
      ["2026-01-15T00:00", "2026-02-01T00:00"],
    ],
  ])("%s", (_, fields, from, expected) => {
    expect(times(`cron(${fields})`, from, expected.length)).toEqual(expected);
  });

  it("ends where no time is left", () => {
    expect(times("cron(0 0 1 1 ? 2020)", "2026-01-01T00:00Z", 1)).toEqual([]);
    expect(times("cron(0 0 30 2 ? *)", "2026-01-01T00:00Z", 1)).toEqual([]);
  });

  it.each([
    "cron(0 12 * * *)",
    "cron(0 12 * * * *)",
    "cron(0 12 ? * ? *)",
    "cron(60 12 * * ? *)",
    "cron(0 24 * * ? *)",
    "cron(0 0 0 * ? *)",
    "cron(0 0 32W * ? *)",
    "cron(0 0 * 13 ? *)",
    "cron(0 0 ? * 0 *)",
    "cron(0 0 ? * 8 *)",
    "cron(0 0 ? * MON#6 *)",
    "cron(0 0 ? * L3 *)",
    "cron(0 0 * * ? 1969)",
    "cron(0/0 0 * * ? *)",
    "cron(5-1 0 * * ? *)",
    "cron(a b c d e f)",
    "cron()",
  ])("%s is not valid", (expression) => {
    expect(parseSchedule(expression, "rule")).toBeUndefined();
  });
});

describe("time zones", () => {
  it("cron follows the wall clock over a change of the clock", () => {
    expect(times("cron(0 9 * * ? *)", "2026-03-27T12:00Z", 3, "Europe/Berlin")).toEqual([
      "2026-03-28T08:00",
      "2026-03-29T07:00",
      "2026-03-30T07:00",
    ]);
  });

  it("a time that the clock skips is left out", () => {
    expect(times("cron(30 2 * * ? *)", "2026-03-28T00:00Z", 2, "Europe/Berlin")).toEqual([
      "2026-03-28T01:30",
      "2026-03-30T00:30",
    ]);
  });

  it("a time that comes twice is taken once", () => {
    expect(times("cron(30 2 * * ? *)", "2026-10-24T12:00Z", 2, "Europe/Berlin")).toEqual([
      "2026-10-25T00:30",
      "2026-10-26T01:30",
    ]);
  });

  it("the day is the zone's day", () => {
    expect(times("cron(0 1 ? * MON *)", "2026-01-01T00:00Z", 1, "Asia/Tokyo")).toEqual([
      "2026-01-04T16:00",
    ]);
    expect(times("cron(0 22 L * ? *)", "2026-01-01T00:00Z", 1, "America/New_York")).toEqual([
      "2026-01-01T03:00",
    ]);
  });

  it("at() is read in its zone, a skipped time with the offset before the change", () => {
    const from = "2026-01-01T00:00Z";
    expect(times("at(2026-07-01T12:00:00)", from, 2, "Europe/Berlin")).toEqual([
      "2026-07-01T10:00",
    ]);
    expect(times("at(2026-03-29T02:30:00)", from, 2, "Europe/Berlin")).toEqual([
      "2026-03-29T01:30",
    ]);
  });

  it("a change of half an hour is right, too", () => {
    expect(times("cron(15 2 * * ? *)", "2026-10-02T20:00Z", 2, "Australia/Lord_Howe")).toEqual([
      "2026-10-04T15:15",
      "2026-10-05T15:15",
    ]);
  });
});

describe("rate", () => {
  it("counts from its anchor, however late it is asked", () => {
    expect(times("rate(5 minutes)", "2026-01-01T00:00Z", 2)).toEqual([
      "2026-01-01T00:05",
      "2026-01-01T00:10",
    ]);
    const rate = parseSchedule("rate(1 day)", "rule");
    const frame = { zone: "UTC", anchor: Date.parse("2026-01-01T06:00Z") };
    expect(rate && nextTime(rate, Date.parse("2026-01-09T07:00Z"), frame)).toBe(
      Date.parse("2026-01-10T06:00Z"),
    );
    expect(rate && nextTime(rate, Date.parse("2025-06-01T00:00Z"), frame)).toBe(frame.anchor);
  });

  it("takes the singular for 1 and the plural for more, in a rule", () => {
    expect(parseSchedule("rate(1 hour)", "rule")).toEqual({ kind: "rate", period: 3_600_000 });
    expect(parseSchedule("rate(1 hours)", "rule")).toBeUndefined();
    expect(parseSchedule("rate(2 hour)", "rule")).toBeUndefined();
    expect(parseSchedule("rate(1 hours)", "scheduler")).toEqual({
      kind: "rate",
      period: 3_600_000,
    });
  });

  it.each(["rate(0 minutes)", "rate(5 seconds)", "rate(1.5 hours)", "rate(-1 days)", "5 minutes"])(
    "%s is not valid",
    (expression) => {
      expect(parseSchedule(expression, "rule")).toBeUndefined();
    },
  );
});

it.each(["at(2026-02-31T00:00:00)", "at(2026-01-01)", "at(2026-01-01T00:00:00Z)", "at(soon)"])(
  "%s is not valid",
  (expression) => {
    expect(parseSchedule(expression, "scheduler")).toBeUndefined();
  },
);

it("at() is not for rules", () => {
  expect(parseSchedule("at(2026-01-01T00:00:00)", "rule")).toBeUndefined();
});
