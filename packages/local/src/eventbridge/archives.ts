import * as z from "zod";
import { nameOf } from "../wire/arn";
import { AwsError } from "../wire/aws-error";
import { type Archive, type ArchiveTable, archiveArn } from "./archive-table";
import { busArn } from "./buses";
import { compilePattern } from "./event-pattern";
import { arnText, name48, notFound, parseInput, validation } from "./input";
import { pageOf } from "./pages";

const byName = z.object({ ArchiveName: name48 });
const settings = byName.extend({
  Description: z.string().max(512).optional(),
  EventPattern: z.string().max(4096).optional(),
  RetentionDays: z.int().min(0).optional(),
});
const createInput = settings.extend({ EventSourceArn: arnText });
const listInput = z.object({
  NamePrefix: z.string().optional(),
  EventSourceArn: arnText.optional(),
  State: z.string().optional(),
  Limit: z.int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
});

/** An archive here takes events from the moment it is made. */
const STATE = "ENABLED";

/**
 * The archive operations.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html
 */
export function archiveOperations({
  archives,
  assertBus,
  now,
}: {
  archives: ArchiveTable;
  assertBus: (name: string) => void;
  now: () => number;
}) {
  const find = (name: string): Archive => {
    const archive = archives.get(name);
    if (!archive) throw notFound(`Archive ${name} does not exist.`);
    return archive;
  };
  return {
    CreateArchive(input: unknown) {
      const { ArchiveName: name, EventSourceArn, ...rest } = parseInput(createInput, input);
      const bus = nameOf(EventSourceArn);
      assertBus(bus);
      if (archives.get(name)) {
        const message = `Archive ${name} already exists.`;
        throw new AwsError("ResourceAlreadyExistsException", message);
      }
      if (rest.EventPattern) compilePattern(rest.EventPattern);
      const archive = {
        name,
        bus,
        description: rest.Description,
        pattern: rest.EventPattern,
        retentionDays: rest.RetentionDays ?? 0,
        created: now(),
      };
      archives.put(archive);
      return created(archive);
    },
    UpdateArchive(input: unknown) {
      const { ArchiveName, ...rest } = parseInput(settings, input);
      const before = find(ArchiveName);
      if (rest.EventPattern) compilePattern(rest.EventPattern);
      const archive = {
        ...before,
        description: rest.Description ?? before.description,
        pattern: rest.EventPattern ?? before.pattern,
        retentionDays: rest.RetentionDays ?? before.retentionDays,
      };
      archives.put(archive);
      return created(archive);
    },
    DescribeArchive(input: unknown) {
      const archive = find(parseInput(byName, input).ArchiveName);
      const { name, description, pattern } = archive;
      return {
        ...listed(archives, archive),
        ArchiveArn: archiveArn(name),
        Description: description,
        EventPattern: pattern,
      };
    },
    ListArchives(input: unknown) {
      const { NamePrefix, EventSourceArn, State, ...rest } = parseInput(listInput, input);
      atMostOne("ListArchives", [NamePrefix, EventSourceArn, State]);
      if (EventSourceArn) assertBus(nameOf(EventSourceArn));
      const found = archives
        .all()
        .filter(({ name }) => name.startsWith(NamePrefix ?? ""))
        .filter(({ bus }) => !EventSourceArn || bus === nameOf(EventSourceArn))
        .filter(() => !State || State === STATE);
      const page = { limit: rest.Limit, token: rest.NextToken };
      const { items, ...more } = pageOf(found, ({ name }) => name, page);
      return { Archives: items.map((archive) => listed(archives, archive)), ...more };
    },
    DeleteArchive(input: unknown) {
      const { name } = find(parseInput(byName, input).ArchiveName);
      archives.remove(name);
    },
  };
}

/** Lists of archives and of replays are filtered by one thing at a time. */
export function atMostOne(operation: string, filters: readonly unknown[]): void {
  if (filters.filter((filter) => filter !== undefined).length < 2) return;
  throw validation(
    `At most one filter is allowed for ${operation}. Use either : State, EventSourceArn, or NamePrefix.`,
  );
}

const created = ({ name, created }: Archive) => ({
  ArchiveArn: archiveArn(name),
  State: STATE,
  CreationTime: created / 1000,
});

function listed(archives: ArchiveTable, archive: Archive) {
  const { name, bus, retentionDays, created } = archive;
  const { events, bytes } = archives.sizeOf(archive);
  return {
    ArchiveName: name,
    EventSourceArn: busArn(bus),
    State: STATE,
    RetentionDays: retentionDays,
    SizeBytes: bytes,
    EventCount: events,
    CreationTime: created / 1000,
  };
}
