import * as z from "zod";
import { nameOf } from "../wire/arn";
import type { Announcements } from "./announcements";
import { type Envelope, envelope } from "./envelope";
import { parseInput, validation } from "./input";
import { isObject, parseJson } from "./json";

const MAX_BYTES = 256 * 1024;
const TIME_BYTES = 14;

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  /** Epoch seconds. */
  Time: z.number().optional(),
  TraceHeader: z.string().optional(),
});

/** One entry of `PutEvents`, as it came over the wire. */
export type PutEventsEntry = z.output<typeof entrySchema>;

const inputSchema = z.object({ Entries: z.array(entrySchema).min(1).max(10) });

interface EntryResult {
  readonly EventId?: string;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

export interface PutEventsDependencies {
  readonly transaction: Announcements["transaction"];
  /** Keeps an event and delivers it, inside of a transaction. */
  readonly accept: (bus: string, event: Envelope) => void;
  readonly prune: () => void;
  /** Whether a test wants an entry refused. */
  readonly refused: (entry: PutEventsEntry) => boolean;
  readonly now: () => number;
}

/**
 * The `PutEvents` operation. What it answers with an EventId is stored and, where a queue is the target,
 * in the queue: one transaction for all entries. A bad entry fails alone.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function putEvents(dependencies: PutEventsDependencies) {
  const { transaction, accept, prune, refused, now } = dependencies;

  return (input: unknown) => {
    const { Entries } = parseInput(inputSchema, input);
    if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MAX_BYTES) {
      throw validation("Total size of the entries in the request is over the limit.");
    }
    const results = transaction(() => {
      const taken = Entries.map((entry): EntryResult => {
        if (refused(entry)) {
          return { ErrorCode: "ThrottlingException", ErrorMessage: "Rate exceeded" };
        }
        const checked = check(entry, now());
        if ("failure" in checked) return checked.failure;
        accept(nameOf(entry.EventBusName ?? "default"), checked.event);
        return { EventId: checked.event.id };
      });
      prune();
      return taken;
    });
    const FailedEntryCount = results.filter(({ ErrorCode }) => ErrorCode).length;
    return { FailedEntryCount, Entries: results };
  };
}

function check(
  entry: PutEventsEntry,
  now: number,
): { readonly event: Envelope } | { readonly failure: EntryResult } {
  const { Source, DetailType, Detail, Resources = [], Time } = entry;
  if (!Source) return missing("Source");
  if (!DetailType) return missing("DetailType");
  if (!Detail) return missing("Detail");
  if (Source.startsWith("aws.")) {
    return failure("NotAuthorizedForSourceException", "Not authorized for the source.");
  }
  const detail = parseJson(Detail);
  if (!isObject(detail)) return failure("MalformedDetail", "Detail is malformed.");
  const time = Time === undefined ? now : Time * 1000;
  return {
    event: envelope({ detailType: DetailType, source: Source, time, resources: Resources, detail }),
  };
}

const failure = (ErrorCode: string, ErrorMessage: string) => ({
  failure: { ErrorCode, ErrorMessage },
});

const missing = (name: string) =>
  failure(
    "InvalidArgument",
    `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  );

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function sizeOf({ Time, Source, DetailType, Detail, Resources = [] }: PutEventsEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), 0);
  return bytes + (Time === undefined ? 0 : TIME_BYTES);
}
