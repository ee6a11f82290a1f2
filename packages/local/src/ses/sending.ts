import { randomUUID } from "node:crypto";
import { type Store, transact } from "../wire/store";
import { addressOf, assertAddress } from "./addresses";
import { configurationSet } from "./configuration-set-operations";
import type { Mails, NewMail } from "./mail-rows";
import { badRequest, rejected } from "./refusal";
import type { Resources } from "./resource-rows";
import type {
  AttachmentInput,
  Destination,
  HeaderInput,
  TagInput,
  TemplateInput,
} from "./send-input";
import { suppressedName } from "./setting-operations";
import { templateContent } from "./template-operations";
import type { TemplateContent } from "./template-rendering";

export interface Sending {
  readonly store: Store;
  readonly mails: Mails;
  readonly resources: Resources;
  /** Told of each mail once it is stored. */
  sent(id: string): void;
}

/** A mail may go to so many recipients. Source: SES service quotas. */
const MOST_RECIPIENTS = 50;

/** Stores mails, all or none, and answers their MessageIds. */
export function deliver(
  sending: Sending,
  mails: readonly Omit<NewMail, "id" | "suppressed">[],
): string[] {
  const stored = mails.map((mail) => ({
    ...mail,
    id: messageId(),
    suppressed: [...mail.to, ...mail.cc, ...mail.bcc].filter((mailbox) =>
      sending.resources.get("suppressed", suppressedName(addressOf(mailbox))),
    ),
  }));
  transact(sending.store, () => {
    for (const mail of stored) sending.mails.add(mail);
  });
  for (const { id } of stored) sending.sent(id);
  return stored.map(({ id }) => id);
}

/** In the form SES gives them: hexadecimal time, a UUID, and a counter. */
const messageId = () =>
  `0107${Date.now().toString(16).padStart(12, "0")}-${randomUUID().slice(0, 8)}-${randomUUID()}-000000`;

/** Throws `BadRequestException` for a wrong address, `MessageRejected` for too few or too many. */
export function assertRecipients({ ToAddresses, CcAddresses, BccAddresses }: Destination): void {
  const all = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  if (all.length === 0) throw rejected("Must provide at least one recipient.");
  if (all.length > MOST_RECIPIENTS) throw rejected("Recipient count exceeds 50.");
  for (const mailbox of all) assertAddress(mailbox);
}

interface SenderInput {
  readonly FromEmailAddress?: string | undefined;
  readonly ReplyToAddresses: readonly string[];
  readonly ConfigurationSetName?: string | undefined;
}

/** Who sends it, and with which configuration set. Throws `BadRequestException` or `NotFoundException`. */
export function senderOf(resources: Resources, input: SenderInput) {
  const { FromEmailAddress: from, ReplyToAddresses: replyTo } = input;
  if (!from) throw badRequest("Must specify a FromEmailAddress.");
  for (const mailbox of [from, ...replyTo]) assertAddress(mailbox);
  return { from, replyTo, ...configurationOf(resources, input.ConfigurationSetName) };
}

export function configurationOf(resources: Resources, name: string | undefined) {
  return name === undefined ? {} : { configurationSet: configurationSet(resources, name).name };
}

/** The stored or inline content of a template. Throws `NotFoundException` or `BadRequestException`. */
export function contentOf(resources: Resources, template: TemplateInput): TemplateContent {
  const name = template.TemplateName ?? template.TemplateArn?.split(":template/").at(1);
  if (name) return templateContent(resources, name);
  if (template.TemplateContent?.Subject) return template.TemplateContent;
  throw badRequest("Must specify a template by name, ARN or content with a subject.");
}

export const headersOf = (headers: readonly HeaderInput[] = []) =>
  headers.map(({ Name, Value }) => ({ name: Name, value: Value }));

export const tagsOf = (tags: readonly TagInput[]) =>
  tags.map(({ Name, Value }) => ({ name: Name, value: Value }));

export const attachmentsOf = (attachments: readonly AttachmentInput[] = []) =>
  attachments.map(({ FileName, ContentType, RawContent }) => ({
    fileName: FileName,
    contentType: ContentType ?? "application/octet-stream",
    content: Buffer.from(RawContent, "base64"),
  }));

export const recipientsOf = ({ ToAddresses, CcAddresses, BccAddresses }: Destination) => ({
  to: ToAddresses,
  cc: CcAddresses,
  bcc: BccAddresses,
});

/** A member only where there is something in it. */
export const present = <Name extends string>(name: Name, value: string | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [key in Name]?: string };
