import * as z from "zod";
import { badRequest } from "./refusal";

/** The requests that send mail, as SES v2 documents them; what is not used here is passed over. */

const part = z.object({ Data: z.string() });

const header = z.object({
  Name: z.string().regex(/^[!-9;-~]{1,126}$/, "is no header name"),
  Value: z.string().max(870),
});

const attachment = z.object({
  FileName: z.string().min(1).max(255),
  RawContent: z.base64(),
  ContentType: z.string().optional(),
});

const tag = z.object({
  Name: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/, "is no tag name"),
  Value: z.string().regex(/^[A-Za-z0-9_.@-]{1,256}$/, "is no tag value"),
});

const templateContent = z.object({
  Subject: z.string().optional(),
  Html: z.string().optional(),
  Text: z.string().optional(),
});

const template = z.object({
  TemplateName: z.string().optional(),
  TemplateArn: z.string().optional(),
  TemplateContent: templateContent.optional(),
  TemplateData: z.string().optional(),
  Headers: z.array(header).optional(),
  Attachments: z.array(attachment).optional(),
});

const destination = z.object({
  ToAddresses: z.array(z.string()).default([]),
  CcAddresses: z.array(z.string()).default([]),
  BccAddresses: z.array(z.string()).default([]),
});

const sender = {
  FromEmailAddress: z.string().optional(),
  ReplyToAddresses: z.array(z.string()).default([]),
  ConfigurationSetName: z.string().optional(),
};

const sendEmail = z.object({
  ...sender,
  Destination: destination.prefault({}),
  EmailTags: z.array(tag).default([]),
  Content: z.object({
    Simple: z
      .object({
        Subject: part,
        Body: z.object({ Html: part.optional(), Text: part.optional() }),
        Headers: z.array(header).optional(),
        Attachments: z.array(attachment).optional(),
      })
      .optional(),
    Raw: z.object({ Data: z.base64() }).optional(),
    Template: template.optional(),
  }),
});

const bulkEntry = z.object({
  Destination: destination.prefault({}),
  ReplacementTags: z.array(tag).default([]),
  ReplacementHeaders: z.array(header).default([]),
  ReplacementEmailContent: z
    .object({
      ReplacementTemplate: z.object({ ReplacementTemplateData: z.string().optional() }).optional(),
    })
    .optional(),
});

const sendBulkEmail = z.object({
  ...sender,
  DefaultEmailTags: z.array(tag).default([]),
  DefaultContent: z.object({ Template: template.optional() }),
  BulkEmailEntries: z.array(bulkEntry).min(1).max(50),
});

export type SendEmailInput = z.output<typeof sendEmail>;
export type SendBulkEmailInput = z.output<typeof sendBulkEmail>;
export type BulkEntry = z.output<typeof bulkEntry>;
export type Destination = z.output<typeof destination>;
export type TemplateInput = z.output<typeof template>;
export type AttachmentInput = z.output<typeof attachment>;
export type HeaderInput = z.output<typeof header>;
export type TagInput = z.output<typeof tag>;

export const parseSendEmail = (input: unknown) => parse(sendEmail, input);
export const parseSendBulkEmail = (input: unknown) => parse(sendBulkEmail, input);

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest(`${issue?.path.join(".")}: ${issue?.message}`);
}
