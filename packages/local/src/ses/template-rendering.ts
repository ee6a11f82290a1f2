// The one part of aws-ses-v2-local in use: Handlebars set up as SES runs it (no escaping, no own helpers),
// with the merging of bulk data checked against AWS. Its server keeps mail in memory, so it is not.
import { createRequire } from "node:module";
import type * as Rendering from "aws-ses-v2-local/dist/v2/renderTemplate.js";
import type { TemplateData } from "aws-ses-v2-local/dist/v2/renderTemplate.js";
import { badRequest } from "./refusal";

const require = createRequire(import.meta.url);

/** Loaded with the first template: it takes a fifth of a second, and most starts need none. */
const rendering = () => require("aws-ses-v2-local/dist/v2/renderTemplate.js") as typeof Rendering;

export interface TemplateContent {
  readonly Subject?: string | undefined;
  readonly Html?: string | undefined;
  readonly Text?: string | undefined;
}

export interface Rendered {
  readonly subject: string;
  readonly html: string | undefined;
  readonly text: string | undefined;
}

/** The data a template lacked, or what else SES reports as a rendering failure. */
export class RenderingFailure extends Error {
  override readonly name = "RenderingFailure";
}

/** Throws `BadRequestException` for a template that is no Handlebars, as creating one does. */
export function assertTemplate(content: TemplateContent): void {
  try {
    const { compileTemplate } = rendering();
    for (const part of [content.Subject, content.Html, content.Text]) compileTemplate(part ?? "");
  } catch (error) {
    throw badRequest(`The template is not valid: ${explain(error)}`);
  }
}

/** Throws `RenderingFailure` when the data lacks an attribute that is written out. */
export function render(content: TemplateContent, data: TemplateData): Rendered {
  const part = (source: string | undefined) =>
    source === undefined ? undefined : rendering().compileTemplate(source, { strict: true })(data);
  try {
    return {
      subject: part(content.Subject) ?? "",
      html: part(content.Html),
      text: part(content.Text),
    };
  } catch (error) {
    throw new RenderingFailure(explain(error), { cause: error });
  }
}

function explain(error: unknown): string {
  if (!(error instanceof rendering().TemplateRenderError)) throw error;
  const missing = /^"(.+?)" not defined in/.exec(error.message)?.[1];
  return missing ? `Attribute '${missing}' is not present in the rendering data.` : error.message;
}

/** Template data is JSON text of an object. Throws `BadRequestException`. */
export function parseData(text: string | undefined): TemplateData {
  const data = rendering().parseTemplateData(text);
  if (data instanceof Error) throw badRequest(data.message);
  return data;
}

export const mergeData: typeof Rendering.mergeTemplateData = (...data) =>
  rendering().mergeTemplateData(...data);

export type { TemplateData };
