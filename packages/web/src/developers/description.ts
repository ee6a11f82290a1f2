import * as z from "zod";
import document from "../../../../docs/openapi.json";

/** What a value is, as far as the reference tells it. Source: JSON Schema 2020-12 */
export interface Schema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly items?: Schema | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly allOf?: readonly Schema[] | undefined;
}

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    format: z.string().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), Schema).optional(),
    items: Schema.optional(),
    anyOf: z.array(Schema).optional(),
    allOf: z.array(Schema).optional(),
  }),
);

const Reference = z.object({ $ref: z.string() });
const Parameter = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean().default(false),
  description: z.string().optional(),
  schema: Schema,
});
export type Parameter = z.output<typeof Parameter>;
const Content = z.record(z.string(), z.object({ schema: Schema.optional() }));
const Response = z.object({ description: z.string(), content: Content.default({}) });
export type Response = z.output<typeof Response>;

const Operation = z.object({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  summary: z.string(),
  description: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.union([Reference, Parameter])).default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.union([Reference, Response])),
  "x-permission": z.string().optional(),
  "x-refusals": z.array(z.string()),
  "x-codeSamples": z.array(
    z.object({ lang: z.enum(["Shell", "TypeScript"]), label: z.string(), source: z.string() }),
  ),
});

const Description = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({
    schemas: z.record(z.string(), Schema),
    parameters: z.record(z.string(), Parameter),
    responses: z.record(z.string(), Response),
  }),
});

const description = Description.parse(document);

/** An operation, with where it is. */
export type Operation = z.output<typeof Operation> & {
  readonly method: string;
  readonly path: string;
};

/** Every operation, in the order of their paths. Read as the site starts: it does not change while it runs. */
export const OPERATIONS: readonly Operation[] = Object.entries(description.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
);

/** What a pointer such as `#/components/schemas/Tenant` stands for. */
const named = <T>(group: Readonly<Record<string, T>>, pointer: string): T | undefined =>
  group[pointer.split("/").at(-1) ?? ""];

export function schemaOf(schema: Schema): Schema {
  const found = schema.$ref && named(description.components.schemas, schema.$ref);
  return found || schema;
}

export const parametersOf = ({ parameters }: Operation): readonly Parameter[] =>
  parameters.flatMap((one) =>
    "$ref" in one ? (named(description.components.parameters, one.$ref) ?? []) : one,
  );

export const responsesOf = ({ responses }: Operation): readonly (readonly [string, Response])[] =>
  Object.entries(responses).flatMap(([status, one]) => {
    const response = "$ref" in one ? named(description.components.responses, one.$ref) : one;
    return response ? [[status, response] as const] : [];
  });
