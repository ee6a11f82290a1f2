import { createRequire } from "node:module";
import type Handlebars from "handlebars";
import { badRequest } from "./refusal";

const require = createRequire(import.meta.url);

let made: typeof Handlebars | undefined;

/** Loaded with the first template: most starts need none. On its own, with no helpers but the built-in ones, as in SES. */
function handlebars(): typeof Handlebars {
  made ??= (require("handlebars") as typeof Handlebars).create();
  return made;
}

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
    for (const part of [content.Subject, content.Html, content.Text]) {
      handlebars().parse(part ?? "");
    }
  } catch (error) {
    throw badRequest(`The template is not valid: ${explain(error)}`);
  }
}

/** Throws `RenderingFailure` when the data lacks an attribute that is written out. */
export function render(content: TemplateContent, data: TemplateData): Rendered {
  const part = (source: string | undefined) =>
    source === undefined
      ? undefined
      : // SES escapes nothing.
        handlebars().compile(handlebars().parse(source), { strict: true, noEscape: true })(data);
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
  const text = error instanceof Error ? error.message : String(error);
  const missing = /^"(.+?)" not defined in/.exec(text)?.[1];
  return missing ? `Attribute '${missing}' is not present in the rendering data.` : text;
}

export type TemplateData = Readonly<Record<string, unknown>>;

/** Template data is JSON text of an object; none is an empty one. Throws `BadRequestException`. */
export function parseData(text: string | undefined): TemplateData {
  let data: unknown;
  try {
    data = JSON.parse(text || "{}");
  } catch (error) {
    throw badRequest(`Failed to parse TemplateData: ${String(error)}`);
  }
  if (!isObject(data)) throw badRequest("TemplateData must be a JSON object");
  return data;
}

/** What a recipient's data changes in that of all: objects are merged, lists and values taken as they are. */
export function mergeData(common: TemplateData, own: TemplateData): TemplateData {
  const merged = Object.entries(own).map(([name, value]) => {
    const before = Object.hasOwn(common, name) ? common[name] : undefined;
    return [name, isObject(before) && isObject(value) ? mergeData(before, value) : value];
  });
  return { ...common, ...Object.fromEntries(merged) };
}

const isObject = (value: unknown): value is TemplateData =>
  typeof value === "object" && value !== null && !Array.isArray(value);
