import * as z from "zod";
import { arn } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import type { Store } from "../wire/store";
import { name64, parseInput, tags as tagList, validation } from "./input";
import { pageOf } from "./pages";
import type { Tags } from "./tags";

const named = z.object({ Name: name64 });
const createInput = named.extend({
  ClientToken: z.string().min(1).max(64).optional(),
  Tags: tagList,
});
const listInput = z.object({
  NamePrefix: z.string().default(""),
  MaxResults: z.coerce.number().int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});

export const groupArn = (name: string) => arn("scheduler", `schedule-group/${name}`);

/** The operations on schedule groups, and `assertGroup`, which throws where there is no such group. */
export function scheduleGroups(store: Store, tags: Tags, now: () => number) {
  const get = store.prepare("SELECT * FROM eventbridge_schedule_groups WHERE name = ?");
  const all = store.prepare("SELECT * FROM eventbridge_schedule_groups ORDER BY name");
  const insert = store.prepare(
    `INSERT OR IGNORE INTO eventbridge_schedule_groups (name, token, created, modified)
     VALUES (?, ?, ?, ?)`,
  );
  const remove = store.prepare("DELETE FROM eventbridge_schedule_groups WHERE name = ?");
  const removeSchedules = store.prepare("DELETE FROM eventbridge_schedules WHERE grp = ?");
  insert.run("default", null, now(), now());

  const find = (name: string) => {
    const row = get.get(name);
    if (row) return row;
    const message = `Schedule group ${name} does not exist.`;
    throw new AwsError("ResourceNotFoundException", message, { status: 404 });
  };
  return {
    assertGroup: (name: string) => void find(name),
    operations: {
      CreateScheduleGroup(input: unknown) {
        const { Name, ClientToken, Tags } = parseInput(createInput, input);
        const existing = get.get(Name);
        const again = ClientToken !== undefined && existing?.token === ClientToken;
        if (existing && !again) {
          const message = `Schedule group ${Name} already exists.`;
          throw new AwsError("ConflictException", message, { status: 409 });
        }
        insert.run(Name, ClientToken ?? null, now(), now());
        tags.add(groupArn(Name), Tags);
        return { ScheduleGroupArn: groupArn(Name) };
      },
      GetScheduleGroup: (input: unknown) => describe(find(parseInput(named, input).Name)),
      ListScheduleGroups(input: unknown) {
        const { NamePrefix, MaxResults, NextToken } = parseInput(listInput, input);
        const rows = all.all().filter(({ name }) => String(name).startsWith(NamePrefix));
        const page = { limit: MaxResults, token: NextToken };
        const { items, ...more } = pageOf(rows, ({ name }) => String(name), page);
        return { ScheduleGroups: items.map(describe), ...more };
      },
      DeleteScheduleGroup(input: unknown) {
        const { Name } = parseInput(named, input);
        find(Name);
        if (Name === "default") throw validation("Schedule group default cannot be deleted.");
        removeSchedules.run(Name);
        remove.run(Name);
        tags.removeAll(groupArn(Name));
      },
    },
  };
}

function describe({ name, created, modified }: Record<string, unknown>) {
  return {
    Arn: groupArn(String(name)),
    Name: String(name),
    State: "ACTIVE",
    CreationDate: Number(created) / 1000,
    LastModificationDate: Number(modified) / 1000,
  };
}
