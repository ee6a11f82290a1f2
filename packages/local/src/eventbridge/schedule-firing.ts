import { randomUUID } from "node:crypto";
import type { Deliveries } from "./deliveries";
import { deliveryTo } from "./delivery";
import { envelope, toSeconds } from "./envelope";
import { isObject, parseJson } from "./json";
import { nextTime, parseSchedule } from "./schedule-expression";
import type { ScheduleSettings } from "./schedule-settings";
import { type Schedule, type ScheduleTable, scheduleArn } from "./schedule-table";
import { parseTargetArn } from "./target-arn";

const ATTEMPT = "<aws.scheduler.attempt-number>";

/**
 * The first time of a schedule after `after`, within its dates. A rate without a StartDate begins at
 * once, which its anchor says.
 */
export function nextFiring(
  settings: ScheduleSettings,
  after: number,
  anchor: number,
): number | undefined {
  const { ScheduleExpression, ScheduleExpressionTimezone, StartDate, EndDate, State } = settings;
  const expression = parseSchedule(ScheduleExpression, "scheduler");
  if (!expression || State === "DISABLED") return undefined;
  const recurring = expression.kind !== "at";
  const from = recurring && StartDate !== undefined ? Math.max(after, StartDate * 1000 - 1) : after;
  const next = nextTime(expression, from, { zone: ScheduleExpressionTimezone, anchor });
  const late = recurring && EndDate !== undefined && next !== undefined && next > EndDate * 1000;
  return late ? undefined : next;
}

/**
 * Fires what is due, inside the caller's transaction: once each, however many times were missed. A
 * schedule without a further time is completed, and deleted where it asks for that.
 */
export function fireSchedules(schedules: ScheduleTable, deliveries: Deliveries, now: number): void {
  for (const schedule of schedules.due(now)) {
    const { group, name, settings, anchor, nextAt = now } = schedule;
    const { ActionAfterCompletion, Target } = settings;
    const payload = payloadOf(schedule, nextAt);
    deliveries.deliver({
      ...deliveryTo(Target, scheduleArn(schedule), payload),
      attemptVariable: payload.includes(ATTEMPT) ? ATTEMPT : undefined,
    });
    const next = nextFiring(settings, now, anchor);
    if (next === undefined && ActionAfterCompletion === "DELETE") schedules.remove(group, name);
    else schedules.setNext(schedule, next);
  }
}

function payloadOf(schedule: Schedule, time: number): string {
  const { Target } = schedule.settings;
  const arn = scheduleArn(schedule);
  const input = fillIn(Target.Input ?? standardInput(arn, time), arn, time);
  if (parseTargetArn(Target.Arn).kind !== "bus") return input;
  const { DetailType = "", Source = "" } = Target.EventBridgeParameters ?? {};
  const detail = parseJson(input);
  return JSON.stringify(
    envelope({
      detailType: DetailType,
      source: Source,
      time,
      resources: [arn],
      detail: isObject(detail) ? detail : {},
    }),
  );
}

/** Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function fillIn(input: string, arn: string, time: number): string {
  return input
    .replaceAll("<aws.scheduler.schedule-arn>", arn)
    .replaceAll("<aws.scheduler.scheduled-time>", toSeconds(time))
    .replaceAll("<aws.scheduler.execution-id>", randomUUID());
}

/** What a target gets where the schedule has no Input; its detail is a text, as on AWS. */
function standardInput(arn: string, time: number): string {
  const event = envelope({
    detailType: "Scheduled Event",
    source: "aws.scheduler",
    time,
    resources: [arn],
    detail: {},
  });
  return JSON.stringify({ ...event, detail: "{}" });
}
