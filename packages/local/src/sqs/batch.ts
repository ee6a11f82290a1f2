import { AwsError } from "../wire/aws-error";
import { sqsError } from "./errors";

export interface BatchEntry {
  readonly Id: string;
}

export interface BatchResult<T> {
  Successful: (T & BatchEntry)[];
  Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[];
}

/** Refuses a batch that is refused as a whole. */
export function checkBatch(entries: readonly BatchEntry[] | undefined): void {
  if (!entries?.length) {
    throw sqsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (entries.length > 10) {
    const message = `Maximum number of entries per request are 10. You have sent ${entries.length}.`;
    throw sqsError("TooManyEntriesInBatchRequest", message);
  }
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id ?? "")) {
      const rule =
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.";
      throw sqsError("InvalidBatchEntryId", rule);
    }
    if (seen.has(Id)) throw sqsError("BatchEntryIdsNotDistinct", `Id ${Id} repeated.`);
    seen.add(Id);
  }
}

/** Does each entry by itself: what one refuses is answered in `Failed` and leaves the others alone. */
export function eachEntry<E extends BatchEntry, T extends object>(
  entries: readonly E[] | undefined,
  change: (entry: E) => T,
): BatchResult<T> {
  checkBatch(entries);
  const result: BatchResult<T> = { Successful: [], Failed: [] };
  for (const entry of entries ?? []) {
    try {
      result.Successful.push({ ...change(entry), Id: entry.Id });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code: Code, message: Message } = error;
      result.Failed.push({ Id: entry.Id, Code, Message, SenderFault: true });
    }
  }
  return result;
}
