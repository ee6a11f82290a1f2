import { nameOf } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import { jsonProtocol } from "../wire/json-protocol";
import type { AwsService } from "../wire/service";
import { type Store, transact } from "../wire/store";
import { type AcceptedEvent, createAnnouncements } from "./announcements";
import { createArchiveTable } from "./archive-table";
import { archiveOperations } from "./archives";
import { createBuses } from "./buses";
import { createDeliveries } from "./deliveries";
import type { DeliveryTargets } from "./delivery";
import { createDueWork } from "./due-work";
import { createEnsuredRules, type EnsuredRule } from "./ensured-rules";
import type { Envelope } from "./envelope";
import { createEventBus } from "./event-bus";
import { createEventHistory, type HistoryPage, type HistoryQuery } from "./event-history";
import { notFound } from "./input";
import { isObject, parseJson } from "./json";
import type { PendingDelivery } from "./pending-deliveries";
import { type PutEventsEntry, putEvents } from "./put-events";
import { createReplayTable } from "./replay-table";
import { createReplaying } from "./replaying";
import { replayOperations } from "./replays";
import { createRuleTable } from "./rule-table";
import { targetOperations } from "./rule-targets";
import { ruleOperations } from "./rules";
import { scheduleGroups } from "./schedule-groups";
import { createScheduleTable } from "./schedule-table";
import { schedulerRoutes } from "./scheduler-routes";
import { scheduleOperations } from "./schedules";
import { createTables } from "./tables";
import { createTags, tagOperations } from "./tags";
import { createTargetTable } from "./target-table";
import { testEventPattern } from "./test-event-pattern";

export interface EventBridge extends AwsService {
  /** Puts events from inside this process; the same checks, answer and durability as the API. */
  putEvents(entries: readonly PutEventsEntry[]): ReturnType<ReturnType<typeof putEvents>>;
  /** Takes an event of an AWS service, on the default bus; nobody else may speak as one. */
  putServiceEvent(event: Envelope): void;
  /** Makes or replaces a rule and its one target. Keeps the next time of a schedule that is the same. */
  ensureRule(rule: EnsuredRule): void;
  /** Removes the rules that `ensureRule` made under other names; those made over the API stay. */
  removeRulesExcept(names: readonly string[]): void;
  /** Makes an archive of all events of a bus, where it is missing. */
  ensureArchive(name: string, bus: string): void;
  /** Makes `PutEvents` refuse the entries that fit with a `ThrottlingException`, until it is undefined. */
  refuse(entryFits: ((entry: PutEventsEntry) => boolean) | undefined): void;
  /** Tells of each event once it is stored; returns what stops it. */
  onEvent(listener: (event: AcceptedEvent) => void): () => void;
  /** The last 50,000 accepted events. */
  history(query: HistoryQuery): HistoryPage;
  /** The deliveries that wait for an attempt, oldest first. */
  pendingDeliveries(limit: number): PendingDelivery[];
  /** Begins schedules and pending deliveries, where `autostart` is off. */
  start(): void;
  /** Does what is due by the injected clock and resolves when it is done. */
  tick(): Promise<void>;
}

export interface EventBridgeOptions {
  readonly store: Store;
  readonly targets: DeliveryTargets;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** Off: nothing is fired or called before `start()`, when the targets are ready. On by default. */
  readonly autostart?: boolean;
}

/** EventBridge and its Scheduler over one store; targets in the store are reached in one transaction. */
export function createEventBridge(options: EventBridgeOptions): EventBridge {
  const { store, now = Date.now, autostart = true } = options;
  createTables(store);
  const parts = createParts({ store, targets: options.targets, now });
  const { bus, history, deliveries, ruleTargets, announcements } = parts;
  const { transaction, onEvent } = announcements;
  const work = createDueWork({ ...parts, transaction, now });
  const ensured = createEnsuredRules({ ...parts, store, targets: ruleTargets, now });
  let refused: ((entry: PutEventsEntry) => boolean) | undefined;
  const put = putEvents({
    transaction,
    accept: bus.accept,
    prune: history.prune,
    refused: (entry) => refused?.(entry) ?? false,
    now,
  });
  const api = createApi({ ...parts, store, now }, put);
  /** What follows a change: the timer may be due earlier. */
  const changed = <T>(result: T): T => {
    work.arm();
    return result;
  };
  if (autostart) work.start();

  return {
    scopes: ["events", "scheduler"],
    handle: async (request, response) => changed(await api(request, response)),
    putEvents: (Entries) => changed(put({ Entries })),
    putServiceEvent(event) {
      changed(transaction(() => bus.accept("default", event)));
    },
    ensureRule: (rule) => changed(ensured.ensure(rule)),
    removeRulesExcept: (names) => changed(ensured.removeExcept(names)),
    ensureArchive: (name, bus) => changed(ensured.ensureArchive(name, bus)),
    refuse(entryFits) {
      refused = entryFits;
    },
    onEvent,
    history: history.query,
    pendingDeliveries: deliveries.list,
    start: work.start,
    tick: work.tick,
    close: async () => work.close(),
  };
}

interface Foundations {
  readonly store: Store;
  readonly targets: DeliveryTargets;
  readonly now: () => number;
}

type Parts = ReturnType<typeof createParts>;

function createParts({ store, targets, now }: Foundations) {
  const announcements = createAnnouncements(store);
  const { accepted, transaction } = announcements;
  const tags = createTags(store);
  const buses = createBuses(store, tags, now);
  const rules = createRuleTable(store, now);
  const ruleTargets = createTargetTable(store);
  const history = createEventHistory(store);
  // A bus delivers, and a delivery may go to a bus.
  const putOnBus = (name: string, payload: string) => bus.accept(name, readEnvelope(payload));
  const deliveries = createDeliveries({ store, transaction, targets, now, putOnBus });
  const { deliver } = deliveries;
  const bus = createEventBus({
    rules,
    targets: ruleTargets,
    history,
    deliver,
    accepted,
    busExists: buses.exists,
    now,
  });
  const schedules = createScheduleTable(store);
  const archives = createArchiveTable(store, { history, now });
  const replays = createReplayTable(store);
  const replaying = createReplaying({ replays, archives, history, bus, now });
  const kept = { tags, buses, rules, ruleTargets, history, schedules, archives, replays };
  return { ...kept, deliveries, bus, announcements, replaying };
}

function createApi(
  parts: Parts & Omit<Foundations, "targets">,
  put: (input: unknown) => unknown,
): AwsService["handle"] {
  const { store, now, tags, buses, rules, ruleTargets, schedules } = parts;
  const need = { rules, targets: ruleTargets, tags, assertBus: buses.assertExists };
  const assertTaggable = (arn: string) => {
    const bus = arn.split(":event-bus/")[1];
    if (bus !== undefined ? buses.exists(bus) : rules.all().some((rule) => rule.arn === arn))
      return;
    throw notFound(`Resource ${arn} does not exist.`);
  };
  const events = jsonProtocol("com.amazonaws.eventbridge", {
    PutEvents: put,
    TestEventPattern: testEventPattern,
    ...atomic(store, {
      ...buses.operations,
      ...ruleOperations(need),
      ...targetOperations(need),
      ...archiveOperations({ ...parts, assertBus: buses.assertExists }),
      ...replayOperations({ ...parts, assertBus: buses.assertExists }),
      ...tagOperations(tags, assertTaggable),
    }),
  });
  const groups = scheduleGroups(store, tags, now);
  const scheduler = schedulerRoutes(
    atomic(store, {
      ...scheduleOperations({ schedules, assertGroup: groups.assertGroup, now }),
      ...groups.operations,
      ...tagOperations(tags, (arn) => groups.assertGroup(nameOf(arn))),
    }),
  );
  return (request, response) =>
    (request.headers["x-amz-target"] ? events : scheduler)(request, response);
}

type Operation = (input: unknown) => unknown;

/** Makes each operation one transaction, so that none is half done after a crash. */
function atomic(store: Store, operations: Readonly<Record<string, Operation>>) {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Operation] => [
      name,
      (input) => transact(store, () => operation(input)),
    ]),
  );
}

function readEnvelope(payload: string): Envelope {
  const event = parseJson(payload);
  if (isObject(event) && typeof event["detail-type"] === "string") return event as Envelope;
  throw new AwsError("InvalidPayload", "A bus takes an event only.");
}
