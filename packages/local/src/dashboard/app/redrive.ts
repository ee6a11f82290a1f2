import type { QueueRow } from "../queues";
import { change } from "./ask";
import { confirm } from "./dialog";
import { plural } from "./format";
import { reload } from "./section";
import { act } from "./toast";

const moved = (count: number, queue: string) => `${plural(count, "message")} back in ${queue}`;

export async function redriveAll({ queue, deadLetters }: QueueRow): Promise<void> {
  const agreed = await confirm({
    title: `Redrive ${plural(deadLetters, "dead letter")}?`,
    text: `They go back to ${queue} and are handled again. What still fails comes back here.`,
    agree: "Redrive all",
  });
  if (agreed) await redrive(queue, {});
}

export async function redriveOne({ queue }: QueueRow, messageId: string): Promise<void> {
  const agreed = await confirm({
    title: "Redrive this dead letter?",
    text: `It goes back to ${queue} and is handled again. If it still fails it comes back here.`,
    agree: "Redrive",
  });
  if (agreed) await redrive(queue, { messageIds: [messageId] });
}

const redrive = (queue: string, chosen: { messageIds?: string[] }) =>
  act(async () => {
    const path = `/queues/${encodeURIComponent(queue)}/redrive`;
    const result = await change<{ moved: number }>(path, chosen);
    reload();
    return moved(result.moved, queue);
  });

export async function remove({ queue }: QueueRow, messageId: string): Promise<void> {
  const agreed = await confirm({
    title: "Delete this dead letter?",
    text: "It is gone for good, and what it asks for is never done.",
    agree: "Delete",
  });
  if (!agreed) return;
  await act(async () => {
    await change(`/queues/${encodeURIComponent(queue)}/delete`, { messageId });
    reload();
    return "Deleted";
  });
}
