import * as z from "zod";
import { arnText, deadLetterConfig, name64, retryPolicy, validation } from "./input";
import { parseJson } from "./json";
import { parseSchedule, type ScheduleExpression } from "./schedule-expression";
import { parseTargetArn } from "./target-arn";
import { isTimeZone } from "./zoned-time";

/** Epoch seconds on the wire. */
const instant = z.number().optional();

export const scheduleSettings = z.object({
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().min(1).max(50).default("UTC"),
  StartDate: instant,
  EndDate: instant,
  Description: z.string().max(512).optional(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  ActionAfterCompletion: z.enum(["NONE", "DELETE"]).default("NONE"),
  KmsKeyArn: z.string().optional(),
  FlexibleTimeWindow: z.object({
    Mode: z.enum(["OFF", "FLEXIBLE"]),
    MaximumWindowInMinutes: z.int().min(1).max(1440).optional(),
  }),
  Target: z.object({
    Arn: arnText,
    RoleArn: arnText,
    Input: z.string().min(1).optional(),
    DeadLetterConfig: deadLetterConfig.optional(),
    RetryPolicy: retryPolicy.optional(),
    SqsParameters: z.object({ MessageGroupId: z.string().optional() }).optional(),
    EventBridgeParameters: z.object({ DetailType: z.string(), Source: z.string() }).optional(),
  }),
});

export type ScheduleSettings = z.output<typeof scheduleSettings>;

export const scheduleInput = scheduleSettings.extend({
  Name: name64,
  GroupName: name64.default("default"),
  ClientToken: z.string().min(1).max(64).optional(),
});

/** Five minutes: how far in the past a StartDate may be. */
const START_GRACE_MS = 300_000;

/** Throws the `ValidationException` of settings that cannot be; returns the expression. */
export function checkSchedule(settings: ScheduleSettings, now: number): ScheduleExpression {
  const { ScheduleExpressionTimezone, StartDate, EndDate, FlexibleTimeWindow } = settings;
  const expression = parseSchedule(settings.ScheduleExpression, "scheduler");
  if (!expression) {
    throw validation(`Invalid Schedule Expression ${settings.ScheduleExpression}.`);
  }
  if (!isTimeZone(ScheduleExpressionTimezone)) {
    throw validation(`Invalid ScheduleExpressionTimezone ${ScheduleExpressionTimezone}.`);
  }
  if (StartDate !== undefined && StartDate * 1000 < now - START_GRACE_MS) {
    throw validation("The StartDate you specify cannot be earlier than 5 minutes ago.");
  }
  if (EndDate !== undefined && EndDate * 1000 < now) {
    throw validation("The EndDate you specify cannot be in the past.");
  }
  if (StartDate !== undefined && EndDate !== undefined && EndDate <= StartDate) {
    throw validation("EndDate must be after StartDate.");
  }
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow;
  if ((Mode === "FLEXIBLE") !== (MaximumWindowInMinutes !== undefined)) {
    throw validation("MaximumWindowInMinutes must be set with the FLEXIBLE mode, and only then.");
  }
  checkTarget(settings.Target);
  return expression;
}

function checkTarget({
  Arn,
  Input,
  SqsParameters,
  EventBridgeParameters,
}: ScheduleSettings["Target"]) {
  const { kind, name } = parseTargetArn(Arn);
  if (kind !== "sqs" && Input !== undefined && parseJson(Input) === undefined) {
    throw validation("The Input of this target must be well-formed JSON.");
  }
  if (kind === "bus" && !EventBridgeParameters) {
    throw validation("EventBridgeParameters must be specified for an event bus.");
  }
  if (name.endsWith(".fifo") && !SqsParameters?.MessageGroupId) {
    throw validation("MessageGroupId must be specified for a FIFO queue.");
  }
}
