import { AwsError } from "../wire/aws-error";
import type { NewMail } from "./mail-rows";
import { badRequest } from "./refusal";
import { renderedOrFailed } from "./send-email";
import { type BulkEntry, parseSendBulkEmail, type SendBulkEmailInput } from "./send-input";
import {
  assertRecipients,
  attachmentsOf,
  contentOf,
  deliver,
  headersOf,
  recipientsOf,
  type Sending,
  senderOf,
  tagsOf,
} from "./sending";
import { assertTemplate, mergeData, parseData } from "./template-rendering";

type Unsent = Omit<NewMail, "id" | "suppressed">;

interface BulkResult {
  readonly Status: string;
  readonly Error?: string;
  readonly MessageId?: string;
}

/** SendBulkEmail: each entry is a mail of its own; a wrong one does not hold up the others. */
export function sendBulkEmail(
  sending: Sending,
  request: unknown,
): { BulkEmailEntryResults: BulkResult[] } {
  const input = parseSendBulkEmail(request);
  const compose = composer(sending, input);
  const composed = input.BulkEmailEntries.map((entry) => attempt(() => compose(entry)));
  const mails = composed.flatMap((one) => (one instanceof AwsError ? [] : [one]));
  const ids = deliver(sending, mails)[Symbol.iterator]();
  return {
    BulkEmailEntryResults: composed.map((one) =>
      one instanceof AwsError
        ? { Status: STATUSES[one.code] ?? "FAILED", Error: one.message }
        : { Status: "SUCCESS", MessageId: String(ids.next().value) },
    ),
  };
}

const STATUSES: Readonly<Record<string, string>> = {
  BadRequestException: "INVALID_PARAMETER",
  MessageRejected: "MESSAGE_REJECTED",
};

function composer({ resources }: Sending, input: SendBulkEmailInput): (entry: BulkEntry) => Unsent {
  const { Template: template } = input.DefaultContent;
  if (!template) throw badRequest("Must specify a default template.");
  const from = senderOf(resources, input);
  const content = contentOf(resources, template);
  assertTemplate(content);
  const defaults = parseData(template.TemplateData);
  return ({ Destination, ReplacementTags, ReplacementHeaders, ReplacementEmailContent }) => {
    assertRecipients(Destination);
    const { ReplacementTemplateData } = ReplacementEmailContent?.ReplacementTemplate ?? {};
    return {
      ...from,
      ...recipientsOf(Destination),
      ...renderedOrFailed(content, mergeData(defaults, parseData(ReplacementTemplateData))),
      headers: replaced(headersOf(template.Headers), headersOf(ReplacementHeaders)),
      attachments: attachmentsOf(template.Attachments),
      tags: replaced(tagsOf(input.DefaultEmailTags), tagsOf(ReplacementTags)),
    };
  };
}

/** The defaults but for those of the same name, and the replacements. */
function replaced<T extends { name: string }>(
  defaults: readonly T[],
  replacements: readonly T[],
): T[] {
  const names = new Set(replacements.map(({ name }) => name));
  return [...defaults.filter(({ name }) => !names.has(name)), ...replacements];
}

function attempt(compose: () => Unsent): AwsError | Unsent {
  try {
    return compose();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
