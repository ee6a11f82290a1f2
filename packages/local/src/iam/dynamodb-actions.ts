import type { Estate } from "@faibric/functions/platform/estate";
import { type AwsCall, jsonOf, operationOf } from "./call";
import type { IamRequest } from "./evaluate-policy";

type Attributes = Readonly<Record<string, { readonly S?: string }>>;

interface Part {
  readonly Key?: Attributes;
  readonly Item?: Attributes;
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Attributes;
}

/** What the parts of a transaction are authorized as. */
const PARTS: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

/** What a call of DynamoDB asks IAM. Source: "Actions, resources, and condition keys for Amazon DynamoDB" */
export function dynamoDbRequests(call: AwsCall, estate: Estate): IamRequest[] {
  const operation = operationOf(call);
  const input = jsonOf(call);
  const table = estate.table();
  const one = (action: string, keys: string[], resource = table, attributes: string[] = []) => ({
    action: `dynamodb:${action}`,
    resource,
    context: {
      ...(keys.length ? { "dynamodb:LeadingKeys": keys } : {}),
      ...(attributes.length ? { "dynamodb:Attributes": attributes } : {}),
    },
  });
  const part = (action: string, of: Part) =>
    one(action, keyIn(of.Key ?? of.Item), table, attributesOf(of));
  switch (operation) {
    case "GetItem":
    case "PutItem":
    case "UpdateItem":
    case "DeleteItem":
      return [part(operation, input)];
    case "Query": {
      const { IndexName } = input as Part;
      return [one("Query", keyQueried(input), IndexName ? `${table}/index/${IndexName}` : table)];
    }
    case "BatchGetItem":
    case "BatchWriteItem":
      return [one(operation, batchKeys(input.RequestItems))];
    case "TransactWriteItems":
    case "TransactGetItems":
      return (input.TransactItems as Readonly<Record<string, Part>>[]).flatMap((item) =>
        Object.entries(item).map(([kind, of]) => part(PARTS[kind] ?? kind, of)),
      );
    default:
      return [one(operation, [])];
  }
}

const keyIn = (attributes: Attributes | undefined): string[] => [attributes?.pk?.S ?? ""];

/** The attributes that a write names: of its item, of its key, and in its expressions. */
const attributesOf = ({ Key, Item, ExpressionAttributeNames = {} }: Part): string[] => [
  ...new Set([...Object.keys(Key ?? Item ?? {}), ...Object.values(ExpressionAttributeNames)]),
];

function keyQueried(input: Part): string[] {
  const { KeyConditionExpression = "", IndexName } = input;
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = input;
  const partition = IndexName ? `${IndexName}pk` : "pk";
  return [...KeyConditionExpression.matchAll(/([#\w]+)\s*=\s*(:\w+)/g)].flatMap(
    ([, name = "", value = ""]) =>
      (names[name] ?? name) === partition ? [values[value]?.S ?? ""] : [],
  );
}

interface Batch {
  readonly Keys?: readonly Attributes[];
}
interface Write {
  readonly PutRequest?: { readonly Item: Attributes };
  readonly DeleteRequest?: { readonly Key: Attributes };
}

const batchKeys = (tables: Readonly<Record<string, Batch | readonly Write[]>>): string[] =>
  Object.values(tables).flatMap((batch) =>
    "Keys" in batch
      ? (batch.Keys ?? []).flatMap(keyIn)
      : (batch as readonly Write[]).flatMap(({ PutRequest, DeleteRequest }) =>
          keyIn(PutRequest?.Item ?? DeleteRequest?.Key),
        ),
  );
