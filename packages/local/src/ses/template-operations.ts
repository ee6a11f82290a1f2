import { randomUUID } from "node:crypto";
import { alreadyExists, badRequest, notFound } from "./refusal";
import { type PageInput, pageOf, type Resources, seconds } from "./resource-rows";
import type { RestRoutes } from "./rest-json";
import {
  assertTemplate,
  parseData,
  type Rendered,
  RenderingFailure,
  render,
  type TemplateContent,
} from "./template-rendering";

interface TemplateInput {
  readonly TemplateName?: string;
  readonly TemplateContent?: TemplateContent;
  readonly Tags?: readonly unknown[];
}

const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** The content of a stored template. Throws `NotFoundException`. */
export function templateContent(resources: Resources, name: string): TemplateContent {
  const template = resources.get("template", name);
  if (!template) throw notFound(`Template ${name} does not exist.`);
  return template.body.TemplateContent as TemplateContent;
}

export function templateOperations(resources: Resources): RestRoutes {
  return {
    "POST /v2/email/templates": (input: TemplateInput) => {
      const { TemplateName: name, TemplateContent: content } = checked(input);
      if (resources.get("template", name)) {
        throw alreadyExists(`Template ${name} already exists.`);
      }
      const created = { CreatedTimestamp: seconds(Date.now()), Tags: input.Tags ?? [] };
      resources.put("template", name, { TemplateContent: content, ...created });
    },
    "PUT /v2/email/templates/{TemplateName}": (input: TemplateInput) => {
      const { TemplateName: name, TemplateContent: content } = checked(input);
      templateContent(resources, name);
      const { body } = resources.get("template", name) ?? { body: {} };
      resources.put("template", name, { ...body, TemplateContent: content });
    },
    "GET /v2/email/templates/{TemplateName}": ({ TemplateName = "" }: TemplateInput) => {
      const content = templateContent(resources, TemplateName);
      const { Tags } = resources.get("template", TemplateName)?.body ?? {};
      return { TemplateName, TemplateContent: content, Tags };
    },
    "DELETE /v2/email/templates/{TemplateName}": ({ TemplateName = "" }: TemplateInput) => {
      if (!resources.remove("template", TemplateName)) {
        throw notFound(`Template ${TemplateName} does not exist.`);
      }
    },
    "GET /v2/email/templates": (input: PageInput) => {
      const { items, ...next } = pageOf(resources, "template", input);
      const TemplatesMetadata = items.map(({ name, body: { CreatedTimestamp } }) => ({
        TemplateName: name,
        CreatedTimestamp,
      }));
      return { TemplatesMetadata, ...next };
    },
    "POST /v2/email/templates/{TemplateName}/render": (
      input: TemplateInput & { TemplateData?: string },
    ) => ({
      RenderedTemplate: testRender(
        templateContent(resources, input.TemplateName ?? ""),
        input.TemplateData,
      ),
    }),
  };
}

function checked({ TemplateName, TemplateContent }: TemplateInput) {
  if (!TemplateName || !NAME.test(TemplateName)) {
    throw badRequest("The template name must be 1 to 64 letters, digits, hyphens or underscores.");
  }
  if (!TemplateContent?.Subject) throw badRequest("The template must have a subject.");
  assertTemplate(TemplateContent);
  return { TemplateName, TemplateContent };
}

/** The rendered template as a message, as SES answers it. */
function testRender(content: TemplateContent, data: string | undefined): string {
  try {
    return asMessage(render(content, parseData(data)));
  } catch (error) {
    if (error instanceof RenderingFailure) throw badRequest(error.message);
    throw error;
  }
}

function asMessage({ subject, text, html }: Rendered): string {
  const boundary = `----=_Part_${randomUUID()}`;
  const parts = Object.entries({ "text/plain": text, "text/html": html })
    .filter(([, body]) => body !== undefined)
    .flatMap(([type, body]) => [
      `--${boundary}`,
      `Content-Type: ${type}; charset=UTF-8`,
      "Content-Transfer-Encoding: 8bit",
      "",
      body,
    ]);
  return [
    `Date: ${new Date().toUTCString()}`,
    `Subject: ${subject}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    ...parts,
    `--${boundary}--`,
  ].join("\n");
}
