import {
  CreateConfigurationSetCommand,
  CreateConfigurationSetEventDestinationCommand,
  CreateEmailIdentityCommand,
  CreateEmailTemplateCommand,
  DeleteConfigurationSetCommand,
  DeleteConfigurationSetEventDestinationCommand,
  DeleteEmailIdentityCommand,
  DeleteEmailTemplateCommand,
  DeleteSuppressedDestinationCommand,
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  GetEmailTemplateCommand,
  GetSuppressedDestinationCommand,
  ListConfigurationSetsCommand,
  ListEmailIdentitiesCommand,
  ListEmailTemplatesCommand,
  ListSuppressedDestinationsCommand,
  PutSuppressedDestinationCommand,
  type SESv2Client,
  TestRenderEmailTemplateCommand,
  UpdateConfigurationSetEventDestinationCommand,
  UpdateEmailTemplateCommand,
} from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestMail, type TestMail } from "./testing";

let mail: TestMail;
let send: SESv2Client["send"];
beforeEach(async () => {
  mail = await startTestMail();
  send = mail.client.send.bind(mail.client) as SESv2Client["send"];
});
afterEach(() => mail.close());

const missing = { name: "NotFoundException" };
const taken = { name: "AlreadyExistsException" };
const wrong = { name: "BadRequestException" };

describe("an e-mail template", () => {
  const template = { TemplateName: "t", TemplateContent: { Subject: "Hi {{name}}", Text: "x" } };

  it("is kept, changed, listed and deleted", async () => {
    await send(new CreateEmailTemplateCommand(template));
    const TemplateContent = { Subject: "Bye", Text: "y" };
    await send(new UpdateEmailTemplateCommand({ TemplateName: "t", TemplateContent }));
    const kept = await send(new GetEmailTemplateCommand({ TemplateName: "t" }));
    expect(kept.TemplateContent).toEqual(TemplateContent);
    const { TemplatesMetadata } = await send(new ListEmailTemplatesCommand({}));
    expect(TemplatesMetadata).toEqual([{ TemplateName: "t", CreatedTimestamp: expect.any(Date) }]);
    await send(new DeleteEmailTemplateCommand({ TemplateName: "t" }));
    await expect(send(new GetEmailTemplateCommand({ TemplateName: "t" }))).rejects.toMatchObject(
      missing,
    );
  });

  it("is created once, with a name, a subject and correct Handlebars", async () => {
    await send(new CreateEmailTemplateCommand(template));
    await expect(send(new CreateEmailTemplateCommand(template))).rejects.toMatchObject(taken);
    const create = (change: object) =>
      send(new CreateEmailTemplateCommand({ ...template, ...change }));
    await expect(create({ TemplateName: "a b" })).rejects.toMatchObject(wrong);
    await expect(
      create({ TemplateName: "u", TemplateContent: { Text: "x" } }),
    ).rejects.toMatchObject(wrong);
    const broken = { Subject: "{{#if}}", Text: "x" };
    await expect(create({ TemplateName: "u", TemplateContent: broken })).rejects.toMatchObject(
      wrong,
    );
  });

  it("is not found by update, delete and render when it is not there", async () => {
    const TemplateName = "gone";
    const { TemplateContent } = template;
    await expect(
      send(new UpdateEmailTemplateCommand({ TemplateName, TemplateContent })),
    ).rejects.toMatchObject(missing);
    await expect(send(new DeleteEmailTemplateCommand({ TemplateName }))).rejects.toMatchObject(
      missing,
    );
    await expect(
      send(new TestRenderEmailTemplateCommand({ TemplateName, TemplateData: "{}" })),
    ).rejects.toMatchObject(missing);
  });

  it("is rendered as a message, and refused where the data lacks an attribute", async () => {
    await send(new CreateEmailTemplateCommand(template));
    const render = (TemplateData: string) =>
      send(new TestRenderEmailTemplateCommand({ TemplateName: "t", TemplateData }));
    const { RenderedTemplate } = await render('{"name":"Ada"}');
    expect(RenderedTemplate).toMatch(/^Subject: Hi Ada$/m);
    await expect(render("{}")).rejects.toMatchObject({
      ...wrong,
      message: "Attribute 'name' is not present in the rendering data.",
    });
  });

  it("is listed page by page, and a made-up token or size is an InvalidParameterValue", async () => {
    for (const TemplateName of ["a", "b", "c"]) {
      await send(new CreateEmailTemplateCommand({ ...template, TemplateName }));
    }
    const first = await send(new ListEmailTemplatesCommand({ PageSize: 2 }));
    const { NextToken } = first;
    const rest = await send(new ListEmailTemplatesCommand({ PageSize: 2, NextToken }));
    const names = [first, rest].map((page) =>
      page.TemplatesMetadata?.map((one) => one.TemplateName),
    );
    expect([names, rest.NextToken]).toEqual([[["a", "b"], ["c"]], undefined]);
    const invalid = { name: "InvalidParameterValue" };
    await expect(send(new ListEmailTemplatesCommand({ NextToken: "x" }))).rejects.toMatchObject(
      invalid,
    );
    await expect(send(new ListEmailTemplatesCommand({ PageSize: 1001 }))).rejects.toMatchObject(
      invalid,
    );
  });
});

describe("an identity", () => {
  it("is verified at once, an address as well as a domain with its DKIM tokens", async () => {
    const address = await send(
      new CreateEmailIdentityCommand({ EmailIdentity: "a+b@example.org" }),
    );
    const domain = await send(new CreateEmailIdentityCommand({ EmailIdentity: "example.org" }));
    expect([address.IdentityType, address.VerifiedForSendingStatus]).toEqual([
      "EMAIL_ADDRESS",
      true,
    ]);
    expect([domain.IdentityType, domain.DkimAttributes?.Tokens?.length]).toEqual(["DOMAIN", 3]);
    const got = await send(new GetEmailIdentityCommand({ EmailIdentity: "a+b@example.org" }));
    expect(got).toMatchObject({ VerificationStatus: "SUCCESS", VerifiedForSendingStatus: true });
    const { EmailIdentities } = await send(new ListEmailIdentitiesCommand({}));
    expect(EmailIdentities?.map(({ IdentityName }) => IdentityName)).toEqual([
      "a+b@example.org",
      "example.org",
    ]);
  });

  it("is created once, is a name, and is gone once deleted", async () => {
    const identity = { EmailIdentity: "a@example.org" };
    await send(new CreateEmailIdentityCommand(identity));
    await expect(send(new CreateEmailIdentityCommand(identity))).rejects.toMatchObject(taken);
    await expect(
      send(new CreateEmailIdentityCommand({ EmailIdentity: "x" })),
    ).rejects.toMatchObject(wrong);
    await send(new DeleteEmailIdentityCommand(identity));
    await expect(send(new DeleteEmailIdentityCommand(identity))).rejects.toMatchObject(missing);
    await expect(send(new GetEmailIdentityCommand(identity))).rejects.toMatchObject(missing);
  });
});

describe("the suppression list", () => {
  it("keeps an address with its reason until it is taken off", async () => {
    const EmailAddress = "gone@example.org";
    await send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: "BOUNCE" }));
    await send(new PutSuppressedDestinationCommand({ EmailAddress, Reason: "COMPLAINT" }));
    const { SuppressedDestination } = await send(
      new GetSuppressedDestinationCommand({ EmailAddress }),
    );
    expect(SuppressedDestination).toMatchObject({
      EmailAddress,
      Reason: "COMPLAINT",
      LastUpdateTime: expect.any(Date),
    });
    await send(new DeleteSuppressedDestinationCommand({ EmailAddress }));
    await expect(send(new GetSuppressedDestinationCommand({ EmailAddress }))).rejects.toMatchObject(
      missing,
    );
    await expect(
      send(new DeleteSuppressedDestinationCommand({ EmailAddress })),
    ).rejects.toMatchObject(missing);
  });

  it("is listed by reason, and refuses a reason of one's own", async () => {
    await send(
      new PutSuppressedDestinationCommand({ EmailAddress: "a@example.org", Reason: "BOUNCE" }),
    );
    await send(
      new PutSuppressedDestinationCommand({ EmailAddress: "b@example.org", Reason: "COMPLAINT" }),
    );
    const listed = await send(new ListSuppressedDestinationsCommand({ Reasons: ["COMPLAINT"] }));
    expect(listed.SuppressedDestinationSummaries?.map((one) => one.EmailAddress)).toEqual([
      "b@example.org",
    ]);
    const both = await send(
      new ListSuppressedDestinationsCommand({ Reasons: ["COMPLAINT", "BOUNCE"] }),
    );
    expect(both.SuppressedDestinationSummaries).toHaveLength(2);
    const odd = { EmailAddress: "c@example.org", Reason: "ANNOYED" as never };
    await expect(send(new PutSuppressedDestinationCommand(odd))).rejects.toMatchObject(wrong);
  });
});

describe("a configuration set", () => {
  const set = { ConfigurationSetName: "receipts" };

  it("is kept, listed and deleted, and created once", async () => {
    await send(
      new CreateConfigurationSetCommand({ ...set, SendingOptions: { SendingEnabled: true } }),
    );
    await expect(send(new CreateConfigurationSetCommand(set))).rejects.toMatchObject(taken);
    const got = await send(new GetConfigurationSetCommand(set));
    expect(got).toMatchObject({ ...set, SendingOptions: { SendingEnabled: true } });
    const { ConfigurationSets } = await send(new ListConfigurationSetsCommand({}));
    expect(ConfigurationSets).toEqual(["receipts"]);
    await send(new DeleteConfigurationSetCommand(set));
    await expect(send(new GetConfigurationSetCommand(set))).rejects.toMatchObject(missing);
  });

  it("keeps event destinations", async () => {
    await send(new CreateConfigurationSetCommand(set));
    const destination = { ...set, EventDestinationName: "bus" };
    const EventDestination = { Enabled: true, MatchingEventTypes: ["SEND" as const] };
    const create = new CreateConfigurationSetEventDestinationCommand({
      ...destination,
      EventDestination,
    });
    await send(create);
    await expect(send(create)).rejects.toMatchObject(taken);
    const changed = { ...EventDestination, Enabled: false };
    await send(
      new UpdateConfigurationSetEventDestinationCommand({
        ...destination,
        EventDestination: changed,
      }),
    );
    const { EventDestinations } = await send(new GetConfigurationSetEventDestinationsCommand(set));
    expect(EventDestinations).toEqual([{ Name: "bus", ...changed }]);
    await send(new DeleteConfigurationSetEventDestinationCommand(destination));
    await expect(
      send(new DeleteConfigurationSetEventDestinationCommand(destination)),
    ).rejects.toMatchObject(missing);
  });
});
