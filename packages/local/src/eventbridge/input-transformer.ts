import { isObject, type Json } from "./json";
import { valueAt } from "./json-path";

/** A target's InputTransformer. */
export interface InputTransformer {
  readonly InputPathsMap?: Readonly<Record<string, string>> | undefined;
  readonly InputTemplate: string;
}

/** What the reserved variables of a template stand for. */
export interface TransformContext {
  readonly ruleName: string;
  readonly ruleArn: string;
  /** ISO 8601. */
  readonly ingestionTime: string;
}

/**
 * Fills in a template. A variable outside of quotes is written as JSON, with the quotes of a text;
 * inside of quotes a text is written as it is and any other value as its JSON without quotes. A variable
 * without a value is an empty text. The result is JSON text wherever the template is JSON.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function transformInput(
  transformer: InputTransformer,
  event: Json,
  context: TransformContext,
): string {
  const reserved = reservedVariables(event, context);
  const paths = transformer.InputPathsMap ?? {};
  const lookUp = (name: string): Json | undefined => {
    if (Object.hasOwn(reserved, name)) return reserved[name];
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
    return path === undefined ? undefined : valueAt(event, path);
  };
  const known = (name: string) => Object.hasOwn(reserved, name) || Object.hasOwn(paths, name);
  return fill(transformer.InputTemplate, known, lookUp);
}

function reservedVariables(event: Json, context: TransformContext): Record<string, Json> {
  const { detail: _, ...withoutDetail } = isObject(event) ? event : {};
  return {
    "aws.events.rule-name": context.ruleName,
    "aws.events.rule-arn": context.ruleArn,
    "aws.events.event": withoutDetail,
    "aws.events.event.json": event,
    "aws.events.event.ingestion-time": context.ingestionTime,
  };
}

const TOKEN = /\\.|"|<([^<>"\s]+)>/gs;

function fill(
  template: string,
  known: (name: string) => boolean,
  lookUp: (name: string) => Json | undefined,
): string {
  let quoted = false;
  return template.replace(TOKEN, (token: string, name: string | undefined) => {
    if (token === '"') quoted = !quoted;
    if (name === undefined || !known(name)) return token;
    const value = lookUp(name);
    if (!quoted) return JSON.stringify(value === undefined ? "" : value);
    if (typeof value === "string") return JSON.stringify(value).slice(1, -1);
    return value === undefined ? "" : JSON.stringify(value).replaceAll(/\\?"/g, "");
  });
}

/** The variables a template uses that neither it nor EventBridge defines. */
export function unknownVariables({
  InputPathsMap = {},
  InputTemplate,
}: InputTransformer): string[] {
  return [...InputTemplate.matchAll(/<([^<>"\s]+)>/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => !Object.hasOwn(InputPathsMap, name) && !name.startsWith("aws.events."));
}
