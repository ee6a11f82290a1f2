import { arn } from "../wire/arn";
import type { Store } from "../wire/store";
import { nextTime, parseSchedule } from "./schedule-expression";

export type RuleState = "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/** What a caller says about a rule. */
export interface RuleSettings {
  readonly bus: string;
  readonly name: string;
  readonly pattern?: string | undefined;
  readonly schedule?: string | undefined;
  readonly state: RuleState;
  readonly description?: string | undefined;
  readonly role?: string | undefined;
}

export interface Rule extends RuleSettings {
  readonly arn: string;
  /** Made by `ensureRule` rather than by a caller of the API. */
  readonly ensured: boolean;
  /** When its schedule fires next, in epoch milliseconds. */
  readonly nextAt: number | undefined;
}

export interface RuleTable {
  get(bus: string, name: string): Rule | undefined;
  ofBus(bus: string): Rule[];
  all(): Rule[];
  /** Makes or replaces a rule. One whose schedule stays the same keeps its next time. */
  put(settings: RuleSettings, ensured: boolean): Rule;
  remove(bus: string, name: string): void;
  due(): Rule[];
  /** Sets the time after the one that has just fired. */
  advance(rule: Rule): void;
  nextDue(): number | undefined;
}

export const ruleArn = (bus: string, name: string) =>
  arn("events", bus === "default" ? `rule/${name}` : `rule/${bus}/${name}`);

export function createRuleTable(store: Store, now: () => number): RuleTable {
  const get = store.prepare("SELECT * FROM eventbridge_rules WHERE bus = ? AND name = ?");
  const ofBus = store.prepare("SELECT * FROM eventbridge_rules WHERE bus = ? ORDER BY name");
  const all = store.prepare("SELECT * FROM eventbridge_rules ORDER BY bus, name");
  const due = store.prepare("SELECT * FROM eventbridge_rules WHERE next_at <= ? ORDER BY next_at");
  const nextDue = store.prepare(
    "SELECT next_at FROM eventbridge_rules WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1",
  );
  const remove = store.prepare("DELETE FROM eventbridge_rules WHERE bus = ? AND name = ?");
  const advance = store.prepare(
    "UPDATE eventbridge_rules SET next_at = ? WHERE bus = ? AND name = ?",
  );
  const put = store.prepare(
    `INSERT OR REPLACE INTO eventbridge_rules
     (bus, name, pattern, schedule, state, description, role, ensured, anchor, next_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const find = (bus: string, name: string) => {
    const row = get.get(bus, name);
    return row && fromRow(row);
  };
  return {
    get: find,
    ofBus: (bus) => ofBus.all(bus).map(fromRow),
    all: () => all.all().map(fromRow),
    put(settings, ensured) {
      const { bus, name, pattern, schedule, state, description, role } = settings;
      const before = get.get(bus, name);
      const same = before?.schedule === schedule && before?.state === state;
      const anchor = same ? Number(before?.anchor) : now() + firstPause(schedule);
      const next = schedule && state !== "DISABLED" ? nextOf(schedule, anchor, now()) : undefined;
      const nextAt = same ? Number(before?.next_at) || next : next;
      const texts = [pattern, schedule, state, description, role].map((text) => text ?? null);
      put.run(bus, name, ...texts, ensured ? 1 : 0, anchor, nextAt ?? null);
      return { ...settings, arn: ruleArn(bus, name), ensured, nextAt };
    },
    remove(bus, name) {
      remove.run(bus, name);
    },
    due: () => due.all(now()).map(fromRow),
    advance({ bus, name, schedule }) {
      const anchor = Number(get.get(bus, name)?.anchor);
      advance.run((schedule && nextOf(schedule, anchor, now())) ?? null, bus, name);
    },
    nextDue() {
      const row = nextDue.get();
      return row && Number(row.next_at);
    },
  };
}

function nextOf(schedule: string, anchor: number, now: number): number | undefined {
  const expression = parseSchedule(schedule, "rule");
  return expression && nextTime(expression, now, { zone: "UTC", anchor });
}

/** A rule with a rate fires first when one period has passed. */
function firstPause(schedule: string | undefined): number {
  const expression = schedule && parseSchedule(schedule, "rule");
  return expression && expression.kind === "rate" ? expression.period : 0;
}

function fromRow(row: Record<string, unknown>): Rule {
  const text = (column: string) => (row[column] === null ? undefined : String(row[column]));
  const bus = String(row.bus);
  const name = String(row.name);
  return {
    bus,
    name,
    arn: ruleArn(bus, name),
    pattern: text("pattern"),
    schedule: text("schedule"),
    state: row.state as RuleState,
    description: text("description"),
    role: text("role"),
    ensured: row.ensured === 1,
    nextAt: row.next_at === null ? undefined : Number(row.next_at),
  };
}
