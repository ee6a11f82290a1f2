import type { Call } from "./command";
import { findDeadLetterQueues, oldestIn } from "./dead-letter-queues";
import { ageOf } from "./output";
import { mapSome } from "./some-at-once";
import { findStage } from "./stage";

/** `faibric dlq list`: the dead-letter queues, the fullest first. */
export async function listDeadLetters(call: Call): Promise<undefined> {
  const queues = await findDeadLetterQueues(await findStage(call));
  const rows = await mapSome(queues, async (queue) => ({
    queue: queue.name,
    messages: queue.messages,
    inFlight: queue.inFlight,
    oldest: await oldestIn(queue),
    source: queue.source?.name,
    consumer: queue.consumer,
  }));
  rows.sort((a, b) => b.messages - a.messages);
  call.output.table(
    rows,
    [
      { title: "QUEUE", text: ({ queue }) => queue },
      {
        title: "MESSAGES",
        text: ({ messages, inFlight }) => (inFlight ? `${messages} +${inFlight}` : `${messages}`),
        align: "right",
        colour: ({ messages }) => (messages > 0 ? "red" : undefined),
      },
      { title: "OLDEST", text: ({ oldest }) => ageOf(oldest) },
      { title: "CONSUMER", text: ({ consumer }) => consumer },
      { title: "SOURCE", text: ({ source }) => source ?? "the table's stream" },
    ],
    "There are no dead-letter queues.",
  );
}
