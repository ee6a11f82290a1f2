import { log } from "../wire/log";
import type { Announcements } from "./announcements";
import type { Deliveries } from "./deliveries";
import { deliveryTo } from "./delivery";
import { type Envelope, toSeconds } from "./envelope";
import { type EventFields, fieldsOf } from "./event-fields";
import type { EventHistory } from "./event-history";
import { compilePattern, type EventPattern } from "./event-pattern";
import { transformInput } from "./input-transformer";
import { valueAt } from "./json-path";
import type { Rule, RuleTable } from "./rule-table";
import type { RuleTarget, TargetTable } from "./target-table";

export interface EventBus {
  /** Keeps an event and delivers it to what matches, inside the caller's transaction. */
  accept(bus: string, event: Envelope): void;
  /** Delivers the event of a schedule to its rule's targets alone. */
  fire(rule: Rule, event: Envelope): void;
  /** Delivers an archived event again, to these rules or to all; it is not kept a second time. */
  replay(bus: string, event: Envelope, ruleArns: readonly string[]): void;
}

/** A rule may send events on to another bus, but not in circles. */
const MAX_HOPS = 5;

export function createEventBus({
  rules,
  targets,
  history,
  deliver,
  accepted,
  busExists,
  now,
}: {
  rules: RuleTable;
  targets: TargetTable;
  history: EventHistory;
  deliver: Deliveries["deliver"];
  accepted: Announcements["accepted"];
  busExists: (name: string) => boolean;
  now: () => number;
}): EventBus {
  const matches = createMatcher();
  let hops = 0;

  const fire = (rule: Rule, event: Envelope) => {
    for (const target of targets.of(rule)) {
      const payload = inputOf(target, rule, event, toSeconds(now()));
      deliver(deliveryTo(target, rule.arn, payload));
    }
  };

  const accept = (bus: string, event: Envelope) => {
    if (!busExists(bus)) {
      // AWS acknowledges an event to a bus that does not exist, and drops it.
      log.info("eventbridge dropped an event to an unknown bus", { bus, id: event.id });
      return;
    }
    if (hops >= MAX_HOPS) {
      log.info("eventbridge stopped an event that goes in circles", { bus, id: event.id });
      return;
    }
    const acceptedAt = new Date(now()).toISOString();
    const fields = fieldsOf(event);
    const matched = rules.ofBus(bus).filter((rule) => matches(rule, fields));
    history.add({ bus, acceptedAt, envelope: event });
    accepted({ bus, acceptedAt, envelope: event, rules: matched.map(({ name }) => name) });
    hops++;
    try {
      for (const rule of matched) fire(rule, event);
    } finally {
      hops--;
    }
  };

  const replay = (bus: string, event: Envelope, ruleArns: readonly string[]) => {
    const fields = fieldsOf(event);
    for (const rule of rules.ofBus(bus)) {
      const meant = ruleArns.length === 0 || ruleArns.includes(rule.arn);
      if (meant && matches(rule, fields)) fire(rule, event);
    }
  };

  return { accept, fire, replay };
}

/** Compiles each pattern once. */
function createMatcher() {
  const compiled = new Map<string, EventPattern>();
  return ({ pattern, state }: Rule, fields: EventFields): boolean => {
    if (!pattern || state === "DISABLED") return false;
    const known = compiled.get(pattern);
    const fits = known ?? compilePattern(pattern);
    if (!known) compiled.set(pattern, fits);
    return fits(fields);
  };
}

function inputOf(target: RuleTarget, rule: Rule, event: Envelope, ingestionTime: string): string {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(event, InputPath) ?? null);
  if (!InputTransformer) return JSON.stringify(event);
  const context = { ruleName: rule.name, ruleArn: rule.arn, ingestionTime };
  return transformInput(InputTransformer, event, context);
}
