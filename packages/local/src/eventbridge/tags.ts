import * as z from "zod";
import type { Store } from "../wire/store";
import { arnText, parseInput, tags as tagList } from "./input";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface Tags {
  add(arn: string, tags: readonly Tag[] | undefined): void;
  of(arn: string): Tag[];
  remove(arn: string, keys: readonly string[]): void;
  removeAll(arn: string): void;
}

export function createTags(store: Store): Tags {
  const put = store.prepare(
    "INSERT OR REPLACE INTO eventbridge_tags (arn, key, value) VALUES (?, ?, ?)",
  );
  const list = store.prepare("SELECT key, value FROM eventbridge_tags WHERE arn = ? ORDER BY key");
  const remove = store.prepare("DELETE FROM eventbridge_tags WHERE arn = ? AND key = ?");
  const removeAll = store.prepare("DELETE FROM eventbridge_tags WHERE arn = ?");
  return {
    add(arn, added = []) {
      for (const { Key, Value } of added) put.run(arn, Key, Value);
    },
    of: (arn) =>
      list.all(arn).map(({ key, value }) => ({ Key: String(key), Value: String(value) })),
    remove(arn, keys) {
      for (const key of keys) remove.run(arn, key);
    },
    removeAll(arn) {
      removeAll.run(arn);
    },
  };
}

const tagged = z.object({ ResourceARN: arnText });

/** The tag operations of EventBridge; `assertExists` throws where an ARN names nothing. */
export function tagOperations(tags: Tags, assertExists: (arn: string) => void) {
  return {
    TagResource(input: unknown) {
      const { ResourceARN, Tags } = parseInput(tagged.extend({ Tags: tagList }), input);
      assertExists(ResourceARN);
      tags.add(ResourceARN, Tags);
    },
    UntagResource(input: unknown) {
      const schema = tagged.extend({ TagKeys: z.array(z.string()) });
      const { ResourceARN, TagKeys } = parseInput(schema, input);
      assertExists(ResourceARN);
      tags.remove(ResourceARN, TagKeys);
    },
    ListTagsForResource(input: unknown) {
      const { ResourceARN } = parseInput(tagged, input);
      assertExists(ResourceARN);
      return { Tags: tags.of(ResourceARN) };
    },
  };
}
