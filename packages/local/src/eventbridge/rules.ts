import * as z from "zod";
import { ACCOUNT } from "../wire/arn";
import { compilePattern } from "./event-pattern";
import {
  arnText,
  busName,
  name64,
  notFound,
  parseInput,
  tags as tagList,
  validation,
} from "./input";
import { pageOf } from "./pages";
import type { Rule, RuleSettings, RuleState, RuleTable } from "./rule-table";
import { parseSchedule } from "./schedule-expression";
import type { Tags } from "./tags";
import type { TargetTable } from "./target-table";

const MAX_PATTERN = 4096;

const ruleName = z.object({ Name: name64, EventBusName: busName });
const putInput = ruleName.extend({
  EventPattern: z.string().optional(),
  ScheduleExpression: z.string().max(256).optional(),
  State: z
    .enum(["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"])
    .optional(),
  Description: z.string().max(512).optional(),
  RoleArn: arnText.optional(),
  Tags: tagList,
});
const listInput = z.object({
  NamePrefix: z.string().optional(),
  EventBusName: busName,
  Limit: z.int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});

export interface RuleDependencies {
  readonly rules: RuleTable;
  readonly targets: TargetTable;
  readonly tags: Tags;
  readonly assertBus: (name: string) => void;
}

/** Throws what `PutRule` answers where a rule cannot be. */
export function checkRule({ bus, pattern, schedule }: Omit<RuleSettings, "state">): void {
  if (!pattern && !schedule) {
    throw validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  if (pattern !== undefined && pattern.length > MAX_PATTERN) {
    throw validation(`Parameter EventPattern is over ${MAX_PATTERN} characters.`);
  }
  if (pattern) compilePattern(pattern);
  if (schedule && !parseSchedule(schedule, "rule")) {
    throw validation("Parameter ScheduleExpression is not valid.");
  }
  if (schedule && bus !== "default") {
    throw validation("ScheduleExpression is supported only on the default event bus.");
  }
}

export function ruleOperations({ rules, targets, tags, assertBus }: RuleDependencies) {
  const find = (bus: string, name: string): Rule => {
    assertBus(bus);
    const rule = rules.get(bus, name);
    if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus}.`);
    return rule;
  };
  const setState = (input: unknown, state: RuleState) => {
    const { Name, EventBusName } = parseInput(ruleName, input);
    const rule = find(EventBusName, Name);
    rules.put({ ...rule, state }, rule.ensured);
  };
  return {
    PutRule(input: unknown) {
      const settings = settingsOf(parseInput(putInput, input));
      assertBus(settings.bus);
      checkRule(settings);
      const known = rules.get(settings.bus, settings.name) !== undefined;
      const { arn } = rules.put(settings, false);
      // AWS leaves the tags of a rule that exists as they are.
      if (!known) tags.add(arn, parseInput(putInput, input).Tags);
      return { RuleArn: arn };
    },
    DescribeRule(input: unknown) {
      const { Name, EventBusName } = parseInput(ruleName, input);
      return { ...describe(find(EventBusName, Name)), CreatedBy: ACCOUNT };
    },
    ListRules(input: unknown) {
      const { NamePrefix = "", EventBusName, Limit, NextToken } = parseInput(listInput, input);
      assertBus(EventBusName);
      const found = rules.ofBus(EventBusName).filter(({ name }) => name.startsWith(NamePrefix));
      const page = { limit: Limit, token: NextToken };
      const { items, ...rest } = pageOf(found, ({ name }) => name, page);
      return { Rules: items.map(describe), ...rest };
    },
    EnableRule: (input: unknown) => setState(input, "ENABLED"),
    DisableRule: (input: unknown) => setState(input, "DISABLED"),
    DeleteRule(input: unknown) {
      const { Name, EventBusName } = parseInput(ruleName, input);
      assertBus(EventBusName);
      const rule = rules.get(EventBusName, Name);
      if (!rule) return; // AWS answers 200
      if (targets.of(rule).length > 0) {
        throw validation("Rule can't be deleted since it has targets.");
      }
      rules.remove(EventBusName, Name);
      tags.removeAll(rule.arn);
    },
  };
}

function settingsOf(input: z.output<typeof putInput>): RuleSettings {
  return {
    bus: input.EventBusName,
    name: input.Name,
    pattern: input.EventPattern,
    schedule: input.ScheduleExpression,
    state: input.State ?? "ENABLED",
    description: input.Description,
    role: input.RoleArn,
  };
}

function describe({ name, arn, pattern, schedule, state, description, role, bus }: Rule) {
  return {
    Name: name,
    Arn: arn,
    EventPattern: pattern,
    ScheduleExpression: schedule,
    State: state,
    Description: description,
    RoleArn: role,
    EventBusName: bus,
  };
}
