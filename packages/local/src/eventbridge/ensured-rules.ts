import { type Store, transact } from "../wire/store";
import type { ArchiveTable } from "./archive-table";
import type { Buses } from "./buses";
import { parseInput } from "./input";
import type { RuleSettings, RuleTable } from "./rule-table";
import { checkTarget } from "./rule-targets";
import { checkRule } from "./rules";
import { type RuleTarget, ruleTarget, type TargetTable } from "./target-table";

/** A rule with one target, as a manifest describes it. */
export interface EnsuredRule {
  /** The default bus where it is left out; made where it is missing. */
  readonly bus?: string;
  readonly name: string;
  /** EventBridge's pattern language, as an object. */
  readonly pattern?: object;
  /** `rate(…)` or `cron(…)`, in UTC; on the default bus only. */
  readonly schedule?: string;
  readonly target: {
    readonly arn: string;
    /** The message group of a FIFO queue. */
    readonly groupId?: string;
    /** Fixed input instead of the event. */
    readonly input?: unknown;
    readonly inputTransformer?: RuleTarget["InputTransformer"];
    readonly retryPolicy?: RuleTarget["RetryPolicy"];
    readonly deadLetterArn?: string;
  };
}

export interface EnsuredRules {
  ensure(rule: EnsuredRule): void;
  removeExcept(names: readonly string[]): void;
  ensureArchive(name: string, bus: string): void;
}

const TARGET_ID = "target";

/** The rules and archives that the laptop cloud makes itself, at each start, for the product. */
export function createEnsuredRules({
  store,
  buses,
  rules,
  targets,
  archives,
  now,
}: {
  store: Store;
  buses: Buses;
  rules: RuleTable;
  targets: TargetTable;
  archives: ArchiveTable;
  now: () => number;
}): EnsuredRules {
  return {
    ensure({ bus = "default", name, pattern, schedule, target }) {
      const settings: RuleSettings = {
        bus,
        name,
        pattern: pattern && JSON.stringify(pattern),
        schedule,
        state: "ENABLED",
      };
      const wanted = targetOf(target);
      checkRule(settings);
      checkTarget(wanted);
      transact(store, () => {
        buses.ensure(bus);
        rules.put(settings, true);
        for (const { Id } of targets.of(settings)) targets.remove(settings, Id);
        targets.put(settings, wanted);
      });
    },
    ensureArchive(name, bus) {
      transact(store, () => {
        buses.ensure(bus);
        if (archives.get(name)) return;
        const all = { description: undefined, pattern: undefined, retentionDays: 0 };
        archives.put({ ...all, name, bus, created: now() });
      });
    },
    removeExcept(names) {
      const kept = new Set(names);
      transact(store, () => {
        for (const rule of rules.all()) {
          if (!rule.ensured || kept.has(rule.name)) continue;
          for (const { Id } of targets.of(rule)) targets.remove(rule, Id);
          rules.remove(rule.bus, rule.name);
        }
      });
    },
  };
}

function targetOf(target: EnsuredRule["target"]): RuleTarget {
  const { arn, groupId, input, inputTransformer, retryPolicy, deadLetterArn } = target;
  return parseInput(ruleTarget, {
    Id: TARGET_ID,
    Arn: arn,
    SqsParameters: groupId === undefined ? undefined : { MessageGroupId: groupId },
    Input: input === undefined ? undefined : JSON.stringify(input),
    InputTransformer: inputTransformer,
    RetryPolicy: retryPolicy,
    DeadLetterConfig: deadLetterArn === undefined ? undefined : { Arn: deadLetterArn },
  });
}
