import * as z from "zod";
import type { Store } from "../wire/store";
import { arnText, deadLetterConfig, name64, retryPolicy } from "./input";
import type { Rule } from "./rule-table";

/** A target of a rule, as `PutTargets` takes it. */
export const ruleTarget = z.object({
  Id: name64,
  Arn: arnText,
  RoleArn: arnText.optional(),
  Input: z.string().max(8192).optional(),
  InputPath: z.string().max(256).optional(),
  InputTransformer: z
    .object({
      InputPathsMap: z.record(z.string(), z.string()).optional(),
      InputTemplate: z.string().min(1).max(8192),
    })
    .optional(),
  SqsParameters: z.object({ MessageGroupId: z.string().optional() }).optional(),
  RetryPolicy: retryPolicy.optional(),
  DeadLetterConfig: deadLetterConfig.optional(),
});

export type RuleTarget = z.output<typeof ruleTarget>;

type RuleKey = Pick<Rule, "bus" | "name">;

export interface TargetTable {
  of(rule: RuleKey): RuleTarget[];
  put(rule: RuleKey, target: RuleTarget): void;
  /** Whether there was such a target. */
  remove(rule: RuleKey, id: string): boolean;
}

export function createTargetTable(store: Store): TargetTable {
  const of = store.prepare(
    "SELECT target FROM eventbridge_targets WHERE bus = ? AND rule = ? ORDER BY id",
  );
  const put = store.prepare(
    "INSERT OR REPLACE INTO eventbridge_targets (bus, rule, id, target) VALUES (?, ?, ?, ?)",
  );
  const remove = store.prepare(
    "DELETE FROM eventbridge_targets WHERE bus = ? AND rule = ? AND id = ?",
  );
  return {
    of: ({ bus, name }) =>
      of.all(bus, name).map(({ target }) => JSON.parse(String(target)) as RuleTarget),
    put({ bus, name }, target) {
      put.run(bus, name, target.Id, JSON.stringify(target));
    },
    remove: ({ bus, name }, id) => Number(remove.run(bus, name, id).changes) > 0,
  };
}
