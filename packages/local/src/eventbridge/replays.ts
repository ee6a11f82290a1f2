import * as z from "zod";
import { nameOf } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import { type ArchiveTable, archiveArn } from "./archive-table";
import { atMostOne } from "./archives";
import { busArn } from "./buses";
import type { EventHistory } from "./event-history";
import { arnText, name64, notFound, parseInput, validation } from "./input";
import { pageOf } from "./pages";
import { type Replay, type ReplayTable, replayArn } from "./replay-table";

const byName = z.object({ ReplayName: name64 });
const startInput = byName.extend({
  Description: z.string().max(512).optional(),
  EventSourceArn: arnText,
  /** Epoch seconds. */
  EventStartTime: z.number("Member must not be null"),
  EventEndTime: z.number("Member must not be null"),
  Destination: z.object({ Arn: arnText, FilterArns: z.array(arnText).optional() }),
});
const listInput = z.object({
  NamePrefix: z.string().optional(),
  EventSourceArn: arnText.optional(),
  State: z.string().optional(),
  Limit: z.int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});

/**
 * The replay operations; `replaying.ts` does the work.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html
 */
export function replayOperations({
  archives,
  replays,
  history,
  assertBus,
  now,
}: {
  archives: ArchiveTable;
  replays: ReplayTable;
  history: EventHistory;
  assertBus: (name: string) => void;
  now: () => number;
}) {
  const find = (name: string): Replay => {
    const replay = replays.get(name);
    if (!replay) throw notFound(`Replay ${name} does not exist.`);
    return replay;
  };
  const check = (input: z.output<typeof startInput>) => {
    const archive = archives.get(nameOf(input.EventSourceArn));
    if (!archive || archiveArn(archive.name) !== input.EventSourceArn) {
      const name = nameOf(input.EventSourceArn);
      throw invalid("EventSourceArn", `Archive ${name} does not exist.`);
    }
    const bus = nameOf(input.Destination.Arn);
    assertBus(bus);
    if (bus !== archive.bus) {
      throw invalid("Destination.Arn", "Cross event bus replay is not permitted.");
    }
    if (input.EventStartTime >= input.EventEndTime) {
      throw invalid("EventEndTime", "EventStartTime must be before EventEndTime.");
    }
    if (replays.get(input.ReplayName)) {
      const message = `Replay ${input.ReplayName} already exists.`;
      throw new AwsError("ResourceAlreadyExistsException", message);
    }
    return archive;
  };
  return {
    StartReplay(input: unknown) {
      const wanted = parseInput(startInput, input);
      const archive = check(wanted);
      const replay: Replay = {
        name: wanted.ReplayName,
        description: wanted.Description,
        archive: archive.name,
        bus: archive.bus,
        filters: wanted.Destination.FilterArns ?? [],
        from: wanted.EventStartTime * 1000,
        to: wanted.EventEndTime * 1000,
        state: "STARTING",
        started: now(),
        ended: undefined,
        lastTime: undefined,
        seq: 0,
        untilSeq: history.lastSeq(),
      };
      replays.put(replay);
      const { ReplayArn, State, ReplayStartTime } = described(replay);
      return { ReplayArn, State, ReplayStartTime };
    },
    DescribeReplay: (input: unknown) => described(find(parseInput(byName, input).ReplayName)),
    ListReplays(input: unknown) {
      const { NamePrefix, EventSourceArn, State, ...rest } = parseInput(listInput, input);
      atMostOne("ListReplays", [NamePrefix, EventSourceArn, State]);
      const found = replays
        .all()
        .filter(({ name }) => name.startsWith(NamePrefix ?? ""))
        .filter(({ archive }) => !EventSourceArn || archiveArn(archive) === EventSourceArn)
        .filter(({ state }) => !State || state === State);
      const page = { limit: rest.Limit, token: rest.NextToken };
      const { items, ...more } = pageOf(found, ({ name }) => name, page);
      const Replays = items.map((replay) => {
        const { ReplayArn, Description, Destination, ...listed } = described(replay);
        return listed;
      });
      return { Replays, ...more };
    },
    CancelReplay(input: unknown) {
      const replay = find(parseInput(byName, input).ReplayName);
      if (replay.state !== "STARTING" && replay.state !== "RUNNING") {
        const message = `Replay ${replay.name} is not in a valid state for this operation.`;
        throw new AwsError("IllegalStatusException", message);
      }
      replays.put({ ...replay, state: "CANCELLING" });
      return { ReplayArn: replayArn(replay.name), State: "CANCELLING" };
    },
  };
}

const invalid = (parameter: string, reason: string) =>
  validation(`Parameter ${parameter} is not valid. Reason: ${reason}`);

function described(replay: Replay) {
  const { name, description, archive, bus, filters, state, lastTime, ended } = replay;
  return {
    ReplayName: name,
    ReplayArn: replayArn(name),
    Description: description,
    State: state,
    EventSourceArn: archiveArn(archive),
    Destination: { Arn: busArn(bus), ...(filters.length ? { FilterArns: filters } : {}) },
    EventStartTime: replay.from / 1000,
    EventEndTime: replay.to / 1000,
    ReplayStartTime: replay.started / 1000,
    ...(lastTime === undefined ? {} : { EventLastReplayedTime: lastTime / 1000 }),
    ...(ended === undefined ? {} : { ReplayEndTime: ended / 1000 }),
  };
}
