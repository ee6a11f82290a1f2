import * as z from "zod";
import { AwsError } from "../wire/aws-error";
import { arnText, busName, name64, notFound, parseInput, validation } from "./input";
import { unknownVariables } from "./input-transformer";
import { parseJson } from "./json";
import { parseJsonPath } from "./json-path";
import { pageOf } from "./pages";
import type { Rule } from "./rule-table";
import type { RuleDependencies } from "./rules";
import { parseTargetArn } from "./target-arn";
import { type RuleTarget, ruleTarget } from "./target-table";

const MAX_TARGETS = 5;

const ofRule = z.object({ Rule: name64, EventBusName: busName });
const page = z.object({
  Limit: z.int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});
const putInput = ofRule.extend({ Targets: z.array(ruleTarget).min(1).max(100) });
const removeInput = ofRule.extend({ Ids: z.array(name64).min(1).max(100) });
const byTargetInput = page.extend({ TargetArn: arnText, EventBusName: busName });

export function targetOperations({ rules, targets, assertBus }: Omit<RuleDependencies, "tags">) {
  const find = (bus: string, name: string): Rule => {
    assertBus(bus);
    const rule = rules.get(bus, name);
    if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus}.`);
    return rule;
  };
  return {
    PutTargets(input: unknown) {
      const { Rule, EventBusName, Targets } = parseInput(putInput, input);
      const rule = find(EventBusName, Rule);
      Targets.forEach(checkTarget);
      const ids = new Set([...targets.of(rule), ...Targets].map(({ Id }) => Id));
      if (ids.size > MAX_TARGETS) {
        const message = "The requested resource exceeds the maximum number allowed.";
        throw new AwsError("LimitExceededException", message);
      }
      for (const target of Targets) targets.put(rule, target);
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    RemoveTargets(input: unknown) {
      const { Rule, EventBusName, Ids } = parseInput(removeInput, input);
      const rule = find(EventBusName, Rule);
      const failed = Ids.filter((id) => !targets.remove(rule, id)).map((TargetId) => ({
        TargetId,
        ErrorCode: "ResourceNotFoundException",
        ErrorMessage: `Rule ${Rule} does not have a target with the Id ${TargetId}.`,
      }));
      return { FailedEntryCount: failed.length, FailedEntries: failed };
    },
    ListTargetsByRule(input: unknown) {
      const { Rule, EventBusName, ...rest } = parseInput(ofRule.extend(page.shape), input);
      const found = targets.of(find(EventBusName, Rule));
      const paged = { limit: rest.Limit, token: rest.NextToken };
      const { items, ...more } = pageOf(found, ({ Id }) => Id, paged);
      return { Targets: items, ...more };
    },
    ListRuleNamesByTarget(input: unknown) {
      const { TargetArn, EventBusName, ...rest } = parseInput(byTargetInput, input);
      assertBus(EventBusName);
      const names = rules
        .ofBus(EventBusName)
        .filter((rule) => targets.of(rule).some(({ Arn }) => Arn === TargetArn))
        .map(({ name }) => name);
      const paged = { limit: rest.Limit, token: rest.NextToken };
      const { items, ...more } = pageOf(names, (name) => name, paged);
      return { RuleNames: items, ...more };
    },
  };
}

/** Throws what `PutTargets` answers where a target cannot be. */
export function checkTarget(target: RuleTarget): void {
  const { Id, Input, InputPath, InputTransformer, SqsParameters, DeadLetterConfig } = target;
  const { kind, name } = parseTargetArn(target.Arn);
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1) {
    throw validation(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  }
  if (Input !== undefined && parseJson(Input) === undefined) {
    throw validation(`JSON syntax error in input for target ${Id}.`);
  }
  const paths = InputPath === undefined ? InputTransformer?.InputPathsMap : { InputPath };
  for (const path of Object.values(paths ?? {})) {
    if (!parseJsonPath(path)) throw validation(`Invalid JSON path ${path} for target ${Id}.`);
  }
  const unknown = InputTransformer ? unknownVariables(InputTransformer) : [];
  if (unknown.length > 0) {
    throw validation(`InputTemplate for target ${Id} contains invalid placeholder ${unknown[0]}.`);
  }
  const fifo = kind === "sqs" && name.endsWith(".fifo");
  if (fifo && !SqsParameters?.MessageGroupId) {
    throw validation(`Parameter(s) MessageGroupId must be specified for target: ${Id}.`);
  }
  if (DeadLetterConfig?.Arn && parseTargetArn(DeadLetterConfig.Arn).kind !== "sqs") {
    throw validation(`The dead-letter queue of target ${Id} is not an SQS queue.`);
  }
}
