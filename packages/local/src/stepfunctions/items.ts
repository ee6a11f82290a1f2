import type { Flow, Json } from "./asl";
import { together } from "./branches";
import { StateFailure } from "./failure";
import { resolve, resolveTemplate } from "./resolve";
import type { Run } from "./run";
import type { FlowEnd, MapItem, Work } from "./work";

/** An inline Map runs at most so many items at once, whatever MaxConcurrency says. */
const MOST_AT_ONCE = 40;

/** Runs a Map's processor once an item, in their order, `MaxConcurrency` at a time. */
export async function runItems(work: Work, input: Json): Promise<Json> {
  const { thread, name } = work;
  const items = await itemsOf(work, input);
  const width = Math.min(await concurrency(work, input), items.length);
  const started = thread.append({
    type: "MapStateStarted",
    state: name,
    details: { mapStateStartedEventDetails: { length: items.length } },
  });
  const results: Json[] = [];
  let newest = started;
  await together(work, async (run) => {
    let next = 0;
    const worker = async () => {
      while (next < items.length && !run.signal.aborted) {
        const Index = next++;
        const map = { Item: { Index, Value: items[Index] ?? null } };
        const end = await runItem({ work, run, started }, map, input);
        results[Index] = end.output;
        newest = Math.max(newest, end.event);
      }
    };
    await Promise.all(Array.from({ length: width }, worker));
  });
  thread.last = newest;
  thread.append({ type: "MapStateSucceeded", state: name });
  return results;
}

async function runItem(
  { work, run, started }: { work: Work; run: Run; started: number },
  map: MapItem,
  input: Json,
): Promise<FlowEnd> {
  const about = { name: work.name, index: map.Item.Index };
  const event = (kind: string, previous: number) =>
    run.append({
      type: `MapIteration${kind}`,
      previous,
      state: work.name,
      details: { [`mapIteration${kind}EventDetails`]: about },
    });
  const previous = event("Started", started);
  try {
    const item = await selectItem(work, input, map);
    const { output, event: last } = await work.runInner({
      run,
      flow: processorOf(work),
      input: item,
      previous,
      map,
    });
    return { output, event: event("Succeeded", last) };
  } catch (error) {
    if (!run.signal.aborted) event("Failed", previous);
    throw error;
  }
}

function processorOf({ state }: Work): Flow {
  const processor = state.ItemProcessor ?? state.Iterator;
  if (processor) return processor;
  throw new StateFailure("States.Runtime", "The Map has no ItemProcessor.", { handled: false });
}

async function itemsOf(work: Work, input: Json): Promise<readonly Json[]> {
  const { ItemsPath } = work.state;
  const items =
    ItemsPath === undefined || ItemsPath === "$" ? input : await resolve(work, ItemsPath, input);
  if (Array.isArray(items)) return items;
  const reason = `Reference path "${ItemsPath ?? "$"}" must point to array.`;
  throw new StateFailure("States.Runtime", reason, { handled: false });
}

async function selectItem(work: Work, input: Json, map: MapItem): Promise<Json> {
  const selector = work.state.ItemSelector ?? work.state.Parameters;
  return selector === undefined
    ? map.Item.Value
    : resolveTemplate(work, selector, input, { Map: map });
}

async function concurrency(work: Work, input: Json): Promise<number> {
  const { MaxConcurrency = 0, MaxConcurrencyPath } = work.state;
  const asked =
    MaxConcurrencyPath === undefined
      ? MaxConcurrency
      : await resolve(work, MaxConcurrencyPath, input);
  if (typeof asked !== "number" || !Number.isInteger(asked) || asked < 0) {
    throw new StateFailure(
      "States.Runtime",
      `MaxConcurrency ${JSON.stringify(asked)} is no count.`,
      {
        handled: false,
      },
    );
  }
  return Math.min(asked || MOST_AT_ONCE, MOST_AT_ONCE);
}
