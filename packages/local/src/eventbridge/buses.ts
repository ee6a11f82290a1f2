import * as z from "zod";
import { arn } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import type { Store } from "../wire/store";
import { busName, name256, notFound, parseInput, tags as tagList, validation } from "./input";
import { pageOf } from "./pages";
import type { Tags } from "./tags";

export interface Buses {
  readonly operations: ReturnType<typeof busOperations>;
  exists(name: string): boolean;
  assertExists(name: string): void;
  /** Makes a bus where it is missing. */
  ensure(name: string): void;
}

export const busArn = (name: string) => arn("events", `event-bus/${name}`);

export function createBuses(store: Store, tags: Tags, now: () => number): Buses {
  const insert = store.prepare(
    "INSERT OR IGNORE INTO eventbridge_buses (name, description, created) VALUES (?, ?, ?)",
  );
  const find = store.prepare("SELECT 1 FROM eventbridge_buses WHERE name = ?");
  const exists = (name: string) => find.get(name) !== undefined;
  const ensure = (name: string, description?: string) =>
    Number(insert.run(name, description ?? null, now()).changes) > 0;
  ensure("default");
  return {
    operations: busOperations(store, tags, ensure),
    exists,
    ensure: (name) => void ensure(name),
    assertExists(name) {
      if (!exists(name)) throw notFound(`Event bus ${name} does not exist.`);
    },
  };
}

const createInput = z.object({
  Name: name256,
  Description: z.string().max(512).optional(),
  Tags: tagList,
});
const listInput = z.object({
  NamePrefix: z.string().optional(),
  Limit: z.int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});

function busOperations(
  store: Store,
  tags: Tags,
  insert: (name: string, description?: string) => boolean,
) {
  const get = store.prepare("SELECT * FROM eventbridge_buses WHERE name = ?");
  const all = store.prepare("SELECT * FROM eventbridge_buses ORDER BY name");
  const remove = store.prepare("DELETE FROM eventbridge_buses WHERE name = ?");
  const ruleOf = store.prepare("SELECT 1 FROM eventbridge_rules WHERE bus = ? LIMIT 1");
  return {
    CreateEventBus(input: unknown) {
      const { Name, Description, Tags } = parseInput(createInput, input);
      if (!insert(Name, Description)) {
        const message = `Event bus ${Name} already exists.`;
        throw new AwsError("ResourceAlreadyExistsException", message);
      }
      tags.add(busArn(Name), Tags);
      return { EventBusArn: busArn(Name), ...(Description ? { Description } : {}) };
    },
    DescribeEventBus(input: unknown) {
      const { Name } = parseInput(z.object({ Name: busName }), input);
      const row = get.get(Name);
      if (!row) throw notFound(`Event bus ${Name} does not exist.`);
      return describe(row);
    },
    ListEventBuses(input: unknown) {
      const { NamePrefix = "", Limit, NextToken } = parseInput(listInput, input);
      const rows = all.all().filter(({ name }) => String(name).startsWith(NamePrefix));
      const page = { limit: Limit, token: NextToken };
      const { items, ...rest } = pageOf(rows, ({ name }) => String(name), page);
      return { EventBuses: items.map(describe), ...rest };
    },
    DeleteEventBus(input: unknown) {
      const { Name } = parseInput(z.object({ Name: busName }), input);
      if (Name === "default") throw validation("Cannot delete event bus default.");
      if (ruleOf.get(Name)) throw validation("Event bus can't be deleted since it has rules.");
      remove.run(Name);
      tags.removeAll(busArn(Name));
    },
  };
}

function describe(row: Record<string, unknown>) {
  const { name, description, created } = row;
  const seconds = Number(created) / 1000;
  return {
    Name: String(name),
    Arn: busArn(String(name)),
    ...(description === null ? {} : { Description: description }),
    CreationTime: seconds,
    LastModifiedTime: seconds,
  };
}
