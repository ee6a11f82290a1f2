import * as z from "zod";
import { AwsError } from "../wire/aws-error";
import { DEFAULT_RETRY } from "./delivery";
import { notFound, parseInput, validation } from "./input";
import { pageOf } from "./pages";
import { nextFiring } from "./schedule-firing";
import {
  checkSchedule,
  type ScheduleSettings,
  scheduleInput,
  scheduleSettings,
} from "./schedule-settings";
import { type Schedule, type ScheduleTable, scheduleArn } from "./schedule-table";

const key = z.object({ Name: z.string(), GroupName: z.string().default("default") });
const listInput = z.object({
  GroupName: z.string().optional(),
  NamePrefix: z.string().default(""),
  State: z.enum(["ENABLED", "DISABLED"]).optional(),
  MaxResults: z.coerce.number().int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});

export interface ScheduleOperationsNeed {
  readonly schedules: ScheduleTable;
  readonly assertGroup: (name: string) => void;
  readonly now: () => number;
}

/** The operations on schedules; their input is path, query and body of the request in one object. */
export function scheduleOperations({ schedules, assertGroup, now }: ScheduleOperationsNeed) {
  const find = (group: string, name: string): Schedule => {
    const schedule = schedules.get(group, name);
    if (!schedule) throw notFoundHere(`Schedule ${name} does not exist.`);
    return schedule;
  };
  return {
    CreateSchedule(input: unknown) {
      const { Name, GroupName, ClientToken } = parseInput(scheduleInput, input);
      const settings = parseInput(scheduleSettings, input);
      assertGroup(GroupName);
      const existing = schedules.get(GroupName, Name);
      if (existing && ClientToken !== undefined && existing.token === ClientToken) {
        return { ScheduleArn: scheduleArn(existing) };
      }
      if (existing) {
        throw new AwsError("ConflictException", `Schedule ${Name} already exists.`, {
          status: 409,
        });
      }
      const times = firstTimes(settings, now());
      const schedule = { group: GroupName, name: Name, settings, token: ClientToken, ...times };
      schedules.put(schedule);
      return { ScheduleArn: scheduleArn(schedule) };
    },
    UpdateSchedule(input: unknown) {
      const { Name, GroupName } = parseInput(scheduleInput, input);
      const settings = parseInput(scheduleSettings, input);
      const before = find(GroupName, Name);
      schedules.put({ ...before, settings, ...changedTimes(settings, before, now()) });
      return { ScheduleArn: scheduleArn(before) };
    },
    GetSchedule(input: unknown) {
      const { Name, GroupName } = parseInput(key, input);
      return describe(find(GroupName, Name));
    },
    DeleteSchedule(input: unknown) {
      const { Name, GroupName } = parseInput(key, input);
      find(GroupName, Name);
      schedules.remove(GroupName, Name);
    },
    ListSchedules(input: unknown) {
      const { GroupName, NamePrefix, State, ...page } = parseInput(listInput, input);
      if (GroupName !== undefined) assertGroup(GroupName);
      const found = schedules
        .list()
        .filter(({ group }) => GroupName === undefined || group === GroupName)
        .filter(({ name }) => name.startsWith(NamePrefix))
        .filter(({ settings }) => State === undefined || settings.State === State);
      const { items, ...more } = pageOf(found, ({ group, name }) => `${group}/${name}`, {
        limit: page.MaxResults,
        token: page.NextToken,
      });
      return { Schedules: items.map(summarize), ...more };
    },
  };
}

const notFoundHere = (message: string) => {
  const { code } = notFound(message);
  return new AwsError(code, message, { status: 404 });
};

type Times = Pick<Schedule, "anchor" | "nextAt" | "created" | "modified">;

function firstTimes(settings: ScheduleSettings, created: number): Times {
  const expression = checkSchedule(settings, created);
  const anchor = settings.StartDate === undefined ? created : settings.StartDate * 1000;
  const after = expression.kind === "rate" ? created - 1 : created;
  const nextAt = nextFiring(settings, after, anchor);
  if (expression.kind === "at" && nextAt === undefined && settings.State === "ENABLED") {
    throw validation("Invalid Schedule Expression: the time is in the past.");
  }
  return { anchor, nextAt, created, modified: created };
}

/** An update that leaves the times alone does not move them, nor mind a StartDate that has passed. */
function changedTimes(settings: ScheduleSettings, before: Schedule, modified: number): Times {
  const { anchor, nextAt, created } = before;
  const { StartDate } = settings;
  const sameStart = StartDate === before.settings.StartDate;
  checkSchedule({ ...settings, StartDate: sameStart ? undefined : StartDate }, modified);
  if (timesOf(settings) === timesOf(before.settings)) return { anchor, nextAt, created, modified };
  const start = StartDate === undefined ? modified : StartDate * 1000;
  return { anchor: start, nextAt: nextFiring(settings, modified, start), created, modified };
}

const timesOf = (settings: ScheduleSettings) => {
  const { ScheduleExpression, ScheduleExpressionTimezone, StartDate, EndDate, State } = settings;
  return JSON.stringify([
    ScheduleExpression,
    ScheduleExpressionTimezone,
    StartDate,
    EndDate,
    State,
  ]);
};

function describe(schedule: Schedule) {
  const { group, name, settings, created, modified } = schedule;
  return {
    Arn: scheduleArn(schedule),
    GroupName: group,
    Name: name,
    ...settings,
    Target: {
      ...settings.Target,
      RetryPolicy: { ...DEFAULT_RETRY, ...settings.Target.RetryPolicy },
    },
    CreationDate: created / 1000,
    LastModificationDate: modified / 1000,
  };
}

function summarize(schedule: Schedule) {
  const { Arn, GroupName, Name, State, CreationDate, LastModificationDate, Target } =
    describe(schedule);
  const target = { Arn: Target.Arn };
  return { Arn, GroupName, Name, State, CreationDate, LastModificationDate, Target: target };
}
