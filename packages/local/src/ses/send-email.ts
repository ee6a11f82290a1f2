import { addressOf } from "./addresses";
import type { MailTag, NewMail } from "./mail-rows";
import { type ParsedMail, parseMail } from "./mime";
import { headerOf } from "./mime-header";
import { badRequest } from "./refusal";
import { parseSendEmail, type SendEmailInput, type TemplateInput } from "./send-input";
import {
  assertRecipients,
  attachmentsOf,
  configurationOf,
  contentOf,
  deliver,
  headersOf,
  present,
  recipientsOf,
  type Sending,
  senderOf,
  tagsOf,
} from "./sending";
import {
  assertTemplate,
  parseData,
  RenderingFailure,
  render,
  type TemplateContent,
  type TemplateData,
} from "./template-rendering";

type Unsent = Omit<NewMail, "id" | "suppressed">;

/** SendEmail, with Simple, Raw or Template content. */
export function sendEmail(sending: Sending, request: unknown): { MessageId: string | undefined } {
  const input = parseSendEmail(request);
  const { Simple, Raw, Template } = input.Content;
  if ([Simple, Raw, Template].filter(Boolean).length !== 1) {
    throw badRequest("Content must be exactly one of Simple, Raw and Template.");
  }
  const mail = Raw
    ? rawMail(sending, input, Buffer.from(Raw.Data, "base64"))
    : Template
      ? templateMail(sending, input, Template)
      : simpleMail(sending, input);
  return { MessageId: deliver(sending, [mail])[0] };
}

function simpleMail({ resources }: Sending, input: SendEmailInput): Unsent {
  const { Simple } = input.Content;
  if (!Simple?.Body.Html && !Simple?.Body.Text)
    throw badRequest("Must specify an HTML or text body.");
  const from = senderOf(resources, input);
  assertRecipients(input.Destination);
  return {
    ...from,
    ...recipientsOf(input.Destination),
    subject: Simple.Subject.Data,
    ...present("html", Simple.Body.Html?.Data),
    ...present("text", Simple.Body.Text?.Data),
    headers: headersOf(Simple.Headers),
    attachments: attachmentsOf(Simple.Attachments),
    tags: tagsOf(input.EmailTags),
  };
}

function templateMail(
  { resources }: Sending,
  input: SendEmailInput,
  template: TemplateInput,
): Unsent {
  const from = senderOf(resources, input);
  const content = contentOf(resources, template);
  assertTemplate(content);
  assertRecipients(input.Destination);
  return {
    ...from,
    ...recipientsOf(input.Destination),
    ...renderedOrFailed(content, parseData(template.TemplateData)),
    headers: headersOf(template.Headers),
    attachments: attachmentsOf(template.Attachments),
    tags: tagsOf(input.EmailTags),
  };
}

/** SES accepts a mail whose template cannot be rendered, and drops it: the inbox shows it with the reason. */
export function renderedOrFailed(content: TemplateContent, data: TemplateData) {
  try {
    const { subject, html, text } = render(content, data);
    return { subject, ...present("html", html), ...present("text", text) };
  } catch (error) {
    if (!(error instanceof RenderingFailure)) throw error;
    return { subject: content.Subject ?? "", failure: error.message };
  }
}

function rawMail({ resources }: Sending, input: SendEmailInput, raw: Buffer): Unsent {
  const parsed = parseMail(raw);
  const { from, replyTo } = senderOf(resources, {
    FromEmailAddress: input.FromEmailAddress ?? parsed.from,
    ReplyToAddresses: parsed.replyTo,
  });
  const recipients = envelope(input, parsed);
  assertRecipients({
    ToAddresses: recipients.to,
    CcAddresses: recipients.cc,
    BccAddresses: recipients.bcc,
  });
  const set = input.ConfigurationSetName ?? headerOf(parsed.headers, "X-SES-CONFIGURATION-SET");
  return {
    from,
    replyTo,
    ...recipients,
    ...configurationOf(resources, set),
    subject: parsed.subject,
    ...present("html", parsed.html),
    ...present("text", parsed.text),
    headers: parsed.headers.filter(({ name }) => name.toLowerCase() !== "bcc"),
    attachments: parsed.attachments,
    tags: [...tagsOf(input.EmailTags), ...headerTags(parsed)],
    raw,
  };
}

/** Destination, where there is one, decides who gets it; the headers only say what a reader sees. */
function envelope({ Destination }: SendEmailInput, parsed: ParsedMail) {
  const { ToAddresses, CcAddresses, BccAddresses } = Destination;
  const asked = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  const headers = { to: [...parsed.to], cc: [...parsed.cc], bcc: [...parsed.bcc] };
  if (asked.length === 0) return headers;
  const addresses = new Set(asked.map(addressOf));
  const to = headers.to.filter((mailbox) => addresses.has(addressOf(mailbox)));
  const cc = headers.cc.filter((mailbox) => addresses.has(addressOf(mailbox)));
  const shown = new Set([...to, ...cc].map(addressOf));
  return { to, cc, bcc: asked.filter((mailbox) => !shown.has(addressOf(mailbox))) };
}

function headerTags({ headers }: ParsedMail): MailTag[] {
  const tags = (headerOf(headers, "X-SES-MESSAGE-TAGS") ?? "").split(/[,;]/);
  return tags.flatMap((tag) => {
    const [name, value] = tag.split("=").map((side) => side.trim());
    return name && value ? [{ name, value }] : [];
  });
}
