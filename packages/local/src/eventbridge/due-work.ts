import type { Announcements } from "./announcements";
import type { Deliveries } from "./deliveries";
import { createDueTimer } from "./due-timer";
import { envelope } from "./envelope";
import type { EventBus } from "./event-bus";
import type { Replaying } from "./replaying";
import type { RuleTable } from "./rule-table";
import { fireSchedules } from "./schedule-firing";
import type { ScheduleTable } from "./schedule-table";

export interface DueWork {
  start(): void;
  /** Call it after each change that may make something due. */
  arm(): void;
  /** Does all that is due now and resolves when it is done. */
  tick(): Promise<void>;
  close(): void;
}

/** What is done by the clock: rules with a schedule, schedules, replays, and the deliveries that wait. */
export function createDueWork({
  transaction,
  bus,
  rules,
  schedules,
  deliveries,
  replaying,
  now,
}: {
  transaction: Announcements["transaction"];
  bus: EventBus;
  rules: RuleTable;
  schedules: ScheduleTable;
  deliveries: Deliveries;
  replaying: Replaying;
  now: () => number;
}): DueWork {
  const underWay = new Set<Promise<void>>();

  const nextDue = () => {
    const times = [rules.nextDue(), schedules.nextDue(), deliveries.nextDue(), replaying.nextDue()];
    const due = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
    return Number.isFinite(due) ? due : undefined;
  };

  const fireDue = () => {
    fireRules(rules, bus, now());
    fireSchedules(schedules, deliveries, now());
    replaying.step();
  };

  const run = () => {
    transaction(fireDue);
    for (const attempt of deliveries.begin()) {
      const tracked: Promise<void> = attempt.then(() => {
        underWay.delete(tracked);
        timer.arm();
      });
      underWay.add(tracked);
    }
  };
  const timer = createDueTimer({ now, nextDue, run });

  return {
    start: timer.start,
    arm: timer.arm,
    async tick() {
      do {
        run();
        await Promise.all(underWay);
      } while ((nextDue() ?? Number.POSITIVE_INFINITY) <= now());
      timer.arm();
    },
    close() {
      timer.close();
      deliveries.close();
    },
  };
}

/** Fires the rules whose schedule is due: once each, however many times were missed. */
function fireRules(rules: RuleTable, bus: EventBus, now: number): void {
  for (const rule of rules.due()) {
    const event = envelope({
      detailType: "Scheduled Event",
      source: "aws.events",
      time: rule.nextAt ?? now,
      resources: [rule.arn],
      detail: {},
    });
    bus.fire(rule, event);
    rules.advance(rule);
  }
}
