import { type Archive, type ArchiveTable, membershipOf } from "./archive-table";
import type { EventBus } from "./event-bus";
import type { EventHistory, StoredEvent } from "./event-history";
import type { Replay, ReplayTable } from "./replay-table";

export interface Replaying {
  /** Takes every replay one step on, inside the caller's transaction. */
  step(): void;
  /** When there is something to do, in epoch milliseconds. */
  nextDue(): number | undefined;
}

/** Looked at in one transaction, so that a long replay lets others in between. */
const STEP = 500;

/**
 * Sends archived events to the rules of a replay. What was sent and how far the replay is are stored
 * together: after a crash it goes on where it was, and sends none twice.
 */
export function createReplaying({
  replays,
  archives,
  history,
  bus,
  now,
}: {
  replays: ReplayTable;
  archives: ArchiveTable;
  history: EventHistory;
  bus: EventBus;
  now: () => number;
}): Replaying {
  const end = (replay: Replay, state: "COMPLETED" | "CANCELLED") =>
    replays.put({ ...replay, state, ended: now() });

  const advance = (replay: Replay, archive: Archive) => {
    const { seq, untilSeq, filters } = replay;
    const events = history.after(seq, { until: untilSeq, limit: STEP });
    const isIn = membershipOf(archive, now());
    const sent = events.filter((event) => isIn(event) && isBetween(replay, event));
    for (const { envelope } of sent) {
      bus.replay(replay.bus, { ...envelope, "replay-name": replay.name }, filters);
    }
    const last = sent.at(-1);
    const moved: Replay = {
      ...replay,
      state: "RUNNING",
      seq: events.at(-1)?.seq ?? seq,
      lastTime: last ? Date.parse(last.envelope.time) : replay.lastTime,
    };
    if (events.length < STEP) end(moved, "COMPLETED");
    else replays.put(moved);
  };

  return {
    step() {
      for (const replay of replays.active()) {
        const archive = archives.get(replay.archive);
        // Deleted meanwhile: there is nothing left to send.
        if (!archive || replay.state === "CANCELLING") end(replay, "CANCELLED");
        else advance(replay, archive);
      }
    },
    nextDue: () => (replays.active().length > 0 ? now() : undefined),
  };
}

/** By the time in the event, which has whole seconds: its second counts, from beginning to end. */
function isBetween({ from, to }: Replay, { envelope }: StoredEvent): boolean {
  const time = Date.parse(envelope.time);
  return time > from - 1000 && time <= to;
}
