import type { Message } from "@aws-sdk/client-sqs";
import { TenantId } from "@faibric/core/platform/id";
import * as z from "zod";
import { type Call, optionsOf } from "./command";
import { type DeadLetterQueue, findDeadLetterQueue } from "./dead-letter-queues";
import { messageMissing, withDeadLetters } from "./dead-letters";
import { limit } from "./options";
import { ageOf, paint, printable } from "./output";
import { findStage } from "./stage";

const Options = z.object({ limit: limit(1_000, 10), message: z.string().optional() });

/** What a domain event says of itself, in EventBridge's envelope. */
const EventBody = z.object({
  detail: z.object({
    id: z.string(),
    type: z.string(),
    tenantId: TenantId,
    correlationId: z.string(),
  }),
});

interface DeadLetter {
  readonly messageId: string;
  readonly event?: string;
  readonly eventId?: string;
  readonly tenantId?: TenantId;
  readonly correlationId?: string;
  /** Why it could not be handled, at the last attempt. */
  readonly reason: string;
  readonly attempts?: number;
  /** ISO 8601. */
  readonly failedAt?: string;
  readonly sentAt: string;
  readonly body: unknown;
}

const UNKNOWN = "not noted: its function ended before it could say why; see its log";

/** `faibric dlq show`: what is in a dead-letter queue, and why. */
export async function showDeadLetters(call: Call): Promise<undefined> {
  const options = optionsOf(Options, call);
  const queue = await findDeadLetterQueue(await findStage(call), call.argument);
  const letters = await withDeadLetters(queue, options, async (messages) => ({
    result: await Promise.all(messages.map((message) => describe(queue, message))),
  }));
  if (options.message && letters.length === 0) throw messageMissing(options.message, queue);
  if (letters.length === 0 && !call.output.json) call.output.note(`${queue.name} is empty.`);
  else call.output.result(letters, letters.map(textOf).join("\n\n"));
}

async function describe(queue: DeadLetterQueue, message: Message): Promise<DeadLetter> {
  const { MessageId: messageId = "", Body = "", Attributes } = message;
  const body = parse(Body);
  const { data } = EventBody.safeParse(body);
  const { id, type, tenantId, correlationId } = data?.detail ?? {};
  return {
    messageId,
    ...(data ? { event: type, eventId: id, tenantId, correlationId } : {}),
    reason: UNKNOWN,
    ...(undelivered(message) ?? (await failureOf(queue, messageId, tenantId))),
    sentAt: new Date(Number(Attributes?.SentTimestamp)).toISOString(),
    body,
  } as DeadLetter;
}

/** What EventBridge says of an event that it could not bring to the queue at all. */
function undelivered({ MessageAttributes: said = {} }: Message) {
  const { ERROR_CODE: code, ERROR_MESSAGE: text, RETRY_ATTEMPTS: retries } = said;
  if (!code?.StringValue) return undefined;
  const reason = `EventBridge could not deliver it: ${code.StringValue}: ${text?.StringValue ?? ""}`;
  return { reason, attempts: Number(retries?.StringValue ?? 0) + 1 };
}

/** What the consumer noted when it failed. */
async function failureOf(
  { consumer }: DeadLetterQueue,
  messageId: string,
  tenantId: TenantId | undefined,
) {
  if (!tenantId) return undefined;
  const [{ withActor }, Failure] = await Promise.all([
    import("@faibric/core/platform/actor"),
    import("@faibric/core/platform/failure"),
  ]);
  const system = { type: "system", tenantId, service: "operator" } as const;
  const found = await withActor(system, () => Failure.find(consumer, messageId));
  return found && { reason: found.reason, attempts: found.attempts, failedAt: found.failedAt };
}

function textOf(letter: DeadLetter): string {
  const { messageId, event, eventId, tenantId, correlationId, reason, attempts, sentAt } = letter;
  const lines = [
    ["message", messageId],
    ["event", event && `${event}  ${eventId}`],
    ["tenant", tenantId],
    ["correlation", correlationId],
    ["reason", reason],
    ["attempts", attempts?.toString()],
    ["sent", `${sentAt}  (${ageOf(sentAt)} ago)`],
  ] as const;
  const head = lines.flatMap(([name, text]) =>
    text ? [`${paint("bold", name.padEnd(11))}  ${printable(text)}`] : [],
  );
  const body = JSON.stringify(letter.body, null, 2)
    .split("\n")
    .map((line) => `  ${printable(line)}`);
  return [...head, paint("bold", "body"), ...body].join("\n");
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body; // shown as it is: what is no JSON may be why it died
  }
}
