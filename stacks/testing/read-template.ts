import type { Resource, Synthesized } from "./synthesize";

/** The resource that a `Ref` or an `Fn::GetAtt` anywhere in `value` points to. */
export function pointedTo(resources: readonly Resource[], value: unknown): Resource | undefined {
  const text = JSON.stringify(value) ?? "";
  const ids = [...text.matchAll(/"(?:Ref|Fn::GetAtt)":\[?"([^"]+)"/g)].map(([, id]) => id);
  // The account and the region are references too, but not to a resource.
  return resources.find(({ id }) => ids.includes(id));
}

/** Rows of text, in order: what the template has and what a manifest says are compared as such. */
export const sorted = (rows: readonly string[]): readonly string[] => [...rows].sort();

/** The name of the function, without its stage, that `value` points to. */
export function functionNameAt(resources: readonly Resource[], value: unknown): string {
  const name: string = pointedTo(resources, value)?.Properties.FunctionName ?? "no function";
  return shortName(name);
}

export const shortName = (name: string): string => name.replace(/^\w+-faibric-/, "");

export interface Statement {
  readonly stack: string;
  /** The role, policy or resource policy it is in. */
  readonly resource: Resource;
  readonly allow: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly conditions: string;
}

// biome-ignore lint/suspicious/noExplicitAny: templates are JSON of any shape
type Json = any;

/** Every statement of every policy of an app, wherever CloudFormation lets one be written. */
export function statementsOf({ stacks }: Synthesized): readonly Statement[] {
  return Object.entries(stacks).flatMap(([stack, resources]) =>
    resources.flatMap((resource) =>
      documentsIn(resource.Properties).flatMap((document) =>
        list(document.Statement).map((statement: Json) => ({
          stack,
          resource,
          allow: statement.Effect === "Allow",
          actions: list(statement.Action),
          resources: list(statement.Resource).map(text),
          principals: Object.values(statement.Principal ?? {})
            .flatMap(list)
            .map(text),
          conditions: JSON.stringify(conditionsOf(statement.Condition ?? {})),
        })),
      ),
    ),
  );
}

/** Found by their shape, not by a list of places: no policy can be forgotten. */
function documentsIn(value: Json): readonly Json[] {
  if (!value || typeof value !== "object") return [];
  if (value.Version === "2012-10-17" && value.Statement) return [value];
  return Object.values(value).flatMap(documentsIn);
}

/** Conditions with their values as text. */
function conditionsOf(conditions: Json): Json {
  const textual = (values: Json) => (Array.isArray(values) ? values.map(text) : text(values));
  const each = (record: Json, map: (value: Json) => Json) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
  return each(conditions, (keys) => each(keys, textual));
}

const list = (value: Json): Json[] => (value === undefined ? [] : [value].flat());

/** `{"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, …]]}` -> `arn:<AWS::Partition>…`. */
export function text(value: Json): string {
  if (typeof value === "string") return value;
  const join = value["Fn::Join"];
  if (join) return join[1].map(text).join(join[0]);
  const reference = value.Ref ?? value["Fn::GetAtt"] ?? value["Fn::ImportValue"];
  return `<${[reference].flat().map(text).join(".")}>`;
}
