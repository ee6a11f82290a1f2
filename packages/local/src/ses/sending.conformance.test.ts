import {
  CreateConfigurationSetCommand,
  CreateEmailTemplateCommand,
  GetAccountCommand,
  PutSuppressedDestinationCommand,
  SendBulkEmailCommand,
  SendEmailCommand,
  type SendEmailCommandInput,
} from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestMail, type TestMail } from "./testing";

let mail: TestMail;
beforeAll(async () => {
  mail = await startTestMail();
  await mail.client.send(
    new CreateEmailTemplateCommand({
      TemplateName: "welcome",
      TemplateContent: { Subject: "Hello {{name}}", Text: "Hi {{name}}", Html: "<b>{{name}}</b>" },
    }),
  );
});
afterAll(() => mail.close());
beforeEach(() => mail.ses.clear());

const simple = (more: object = {}) => ({
  Simple: { Subject: { Data: "Subject" }, Body: { Text: { Data: "Text" } }, ...more },
});

const send = async (input: Partial<SendEmailCommandInput>) => {
  const { MessageId = "" } = await mail.client.send(
    new SendEmailCommand({
      FromEmailAddress: "shop@example.org",
      Destination: { ToAddresses: ["ada@example.org"] },
      Content: simple(),
      ...input,
    }),
  );
  return mail.ses.message(MessageId);
};

describe("SendEmail with Simple content", () => {
  it("puts text and HTML with all recipients into the inbox, under its MessageId", async () => {
    const Body = { Text: { Data: "plain" }, Html: { Data: "<p>Grüße</p>", Charset: "UTF-8" } };
    const message = await send({
      FromEmailAddress: "Shop <shop@example.org>",
      ReplyToAddresses: ["help@example.org"],
      Destination: {
        ToAddresses: ["ada@example.org"],
        CcAddresses: ["bob@example.org"],
        BccAddresses: ["eve@example.org"],
      },
      Content: { Simple: { Subject: { Data: "Your order ✓" }, Body } },
      EmailTags: [{ Name: "kind", Value: "receipt" }],
    });
    expect(message).toMatchObject({
      from: "Shop <shop@example.org>",
      to: ["ada@example.org"],
      cc: ["bob@example.org"],
      bcc: ["eve@example.org"],
      replyTo: ["help@example.org"],
      subject: "Your order ✓",
      text: "plain",
      html: "<p>Grüße</p>",
      tags: [{ name: "kind", value: "receipt" }],
      suppressed: [],
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(message).not.toHaveProperty("raw");
  });

  it("carries headers and attachments", async () => {
    const Headers = [{ Name: "List-Unsubscribe", Value: "<https://example.org/u>" }];
    const RawContent = Buffer.from("%PDF-1.7 \u0000\u00ff", "latin1");
    const Attachments = [{ FileName: "invoice.pdf", ContentType: "application/pdf", RawContent }];
    const message = await send({ Content: simple({ Headers, Attachments }) });
    expect(message).toMatchObject({
      headers: [{ name: "List-Unsubscribe", value: "<https://example.org/u>" }],
      attachments: [
        { fileName: "invoice.pdf", contentType: "application/pdf", size: RawContent.length },
      ],
    });
    expect(mail.ses.attachment(message?.id ?? "", 0)?.content).toEqual(RawContent);
    expect(mail.ses.attachment(message?.id ?? "", 1)).toBeUndefined();
  });

  it.each<[string, Partial<SendEmailCommandInput>, string, RegExp]>([
    ["no recipient", { Destination: {} }, "MessageRejected", /recipient/],
    [
      "51 recipients",
      { Destination: { ToAddresses: Array(51).fill("a@example.org") } },
      "MessageRejected",
      /50/,
    ],
    [
      "an address without a domain",
      { Destination: { ToAddresses: ["ada"] } },
      "BadRequestException",
      /Missing final '@domain'/,
    ],
    [
      "a wrong domain",
      { Destination: { CcAddresses: ["a@exa mple.org"] } },
      "BadRequestException",
      /Domain/,
    ],
    ["a wrong reply address", { ReplyToAddresses: ["x"] }, "BadRequestException", /domain/],
    ["no sender", { FromEmailAddress: undefined }, "BadRequestException", /FromEmailAddress/],
    ["no content", { Content: {} }, "BadRequestException", /exactly one/],
    [
      "no body",
      { Content: { Simple: { Subject: { Data: "s" }, Body: {} } } },
      "BadRequestException",
      /body/,
    ],
    [
      "a wrong header name",
      { Content: simple({ Headers: [{ Name: "a b", Value: "c" }] }) },
      "BadRequestException",
      /header name/,
    ],
    [
      "a wrong tag",
      { EmailTags: [{ Name: "a b", Value: "c" }] },
      "BadRequestException",
      /tag name/,
    ],
    [
      "a configuration set that is not there",
      { ConfigurationSetName: "gone" },
      "NotFoundException",
      /gone/,
    ],
  ])("refuses %s and stores nothing", async (_, input, name, message) => {
    await expect(send(input)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
    expect(mail.ses.inbox({ limit: 10 }).mails).toEqual([]);
  });

  it("notes the configuration set", async () => {
    await mail.client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: "receipts" }));
    const message = await send({ ConfigurationSetName: "receipts" });
    expect(message?.configurationSet).toBe("receipts");
  });

  it("accepts a suppressed recipient, and the inbox says that nothing was delivered there", async () => {
    await mail.client.send(
      new PutSuppressedDestinationCommand({ EmailAddress: "Gone@example.org", Reason: "BOUNCE" }),
    );
    const message = await send({
      Destination: { ToAddresses: ["Old <gone@EXAMPLE.org>", "ada@example.org"] },
    });
    expect(message?.suppressed).toEqual(["Old <gone@EXAMPLE.org>"]);
  });
});

describe("SendEmail with a Template", () => {
  const templated = (Template: object) => send({ Content: { Template } });

  it("renders a stored template with the data", async () => {
    const TemplateData = JSON.stringify({ name: "Ada & Bob" });
    expect(await templated({ TemplateName: "welcome", TemplateData })).toMatchObject({
      subject: "Hello Ada & Bob",
      text: "Hi Ada & Bob",
      html: "<b>Ada & Bob</b>",
    });
  });

  it("renders inline content with conditions and lists", async () => {
    const TemplateContent = {
      Subject: "{{#if vip}}Dear{{else}}Hello{{/if}}",
      Text: "{{#each items}}{{this.sku}} {{/each}}",
    };
    const TemplateData = JSON.stringify({ items: [{ sku: "a" }, { sku: "b" }] });
    const message = await templated({ TemplateContent, TemplateData });
    expect(message).toMatchObject({ subject: "Hello", text: "a b " });
  });

  it("accepts data that lacks an attribute, as SES does, and tells the rendering failure in the inbox", async () => {
    const message = await templated({ TemplateName: "welcome", TemplateData: "{}" });
    expect(message?.failure).toBe("Attribute 'name' is not present in the rendering data.");
    expect(message?.text).toBeUndefined();
  });

  it.each([
    [{ TemplateName: "gone", TemplateData: "{}" }, "NotFoundException"],
    [{ TemplateName: "welcome", TemplateData: "{" }, "BadRequestException"],
    [{ TemplateData: "{}" }, "BadRequestException"],
  ])("refuses %j with %s", async (template, name) => {
    await expect(templated(template)).rejects.toMatchObject({ name });
  });
});

describe("SendEmail with Raw content", () => {
  const raw = (lines: string[], more: Partial<SendEmailCommandInput> = {}) =>
    send({
      FromEmailAddress: undefined,
      Destination: undefined,
      Content: { Raw: { Data: Buffer.from(lines.join("\r\n")) } },
      ...more,
    });

  it("takes sender, recipients and content from the message", async () => {
    const message = await raw([
      "From: =?utf-8?Q?Caf=C3=A9_Central?= <cafe@example.org>",
      "To: Ada <ada@example.org>, bob@example.org",
      "Bcc: eve@example.org",
      "Subject: =?utf-8?B?R3LDvMOfZQ==?=",
      "X-SES-MESSAGE-TAGS: kind=raw, stage=dev",
      "",
      "Hello",
    ]);
    expect(message).toMatchObject({
      from: "Café Central <cafe@example.org>",
      to: ["Ada <ada@example.org>", "bob@example.org"],
      bcc: ["eve@example.org"],
      subject: "Grüße",
      text: "Hello",
      tags: [
        { name: "kind", value: "raw" },
        { name: "stage", value: "dev" },
      ],
      raw: expect.stringContaining("Subject: =?utf-8?B?"),
    });
    expect(message?.headers.map(({ name }) => name)).not.toContain("Bcc");
  });

  it("delivers to the Destination where there is one, whatever the headers say", async () => {
    const message = await raw(
      ["From: a@example.org", "To: ada@example.org, bob@example.org", "Subject: x", "", "y"],
      { Destination: { ToAddresses: ["ada@example.org", "hidden@example.org"] } },
    );
    expect(message).toMatchObject({ to: ["ada@example.org"], cc: [], bcc: ["hidden@example.org"] });
  });

  it("refuses a message without a sender", async () => {
    await expect(raw(["To: a@example.org", "", "x"])).rejects.toMatchObject({
      name: "BadRequestException",
    });
  });

  it("refuses a message without a recipient", async () => {
    await expect(raw(["From: a@example.org", "", "x"])).rejects.toMatchObject({
      name: "MessageRejected",
    });
  });
});

describe("SendBulkEmail", () => {
  const bulk = (entries: object[], template: object = {}) =>
    mail.client.send(
      new SendBulkEmailCommand({
        FromEmailAddress: "shop@example.org",
        DefaultEmailTags: [{ Name: "kind", Value: "news" }],
        DefaultContent: {
          Template: { TemplateName: "welcome", TemplateData: '{"name":"friend"}', ...template },
        },
        BulkEmailEntries: entries as never,
      }),
    );

  const to = (address: string) => ({ Destination: { ToAddresses: [address] } });
  const data = (value: object) => ({
    ReplacementEmailContent: {
      ReplacementTemplate: { ReplacementTemplateData: JSON.stringify(value) },
    },
  });

  it("sends each entry its own mail, defaults filled in", async () => {
    const { BulkEmailEntryResults: results } = await bulk([
      {
        ...to("ada@example.org"),
        ...data({ name: "Ada" }),
        ReplacementTags: [{ Name: "kind", Value: "own" }],
      },
      to("bob@example.org"),
    ]);
    const [ada, bob] = (results ?? []).map(({ MessageId }) => mail.ses.message(MessageId ?? ""));
    expect(results?.map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS"]);
    expect(ada).toMatchObject({ subject: "Hello Ada", tags: [{ name: "kind", value: "own" }] });
    expect(bob).toMatchObject({ subject: "Hello friend", tags: [{ name: "kind", value: "news" }] });
  });

  it("answers what is wrong with an entry and sends the others", async () => {
    const { BulkEmailEntryResults: results } = await bulk([
      to("nobody"),
      to("ada@example.org"),
      { Destination: {} },
    ]);
    expect(results?.map(({ Status }) => Status)).toEqual([
      "INVALID_PARAMETER",
      "SUCCESS",
      "MESSAGE_REJECTED",
    ]);
    expect(mail.ses.inbox({ limit: 10 }).mails).toHaveLength(1);
  });

  it("refuses a template that is not there, no entries, and more than 50", async () => {
    await expect(bulk([to("a@example.org")], { TemplateName: "gone" })).rejects.toMatchObject({
      name: "NotFoundException",
    });
    await expect(bulk([])).rejects.toMatchObject({ name: "BadRequestException" });
    await expect(bulk(Array(51).fill(to("a@example.org")))).rejects.toMatchObject({
      name: "BadRequestException",
    });
  });
});

it("counts the mails of a day in GetAccount", async () => {
  await send({});
  const account = await mail.client.send(new GetAccountCommand({}));
  expect(account).toMatchObject({ ProductionAccessEnabled: true, SendingEnabled: true });
  expect(account.SendQuota?.SentLast24Hours).toBe(1);
});
