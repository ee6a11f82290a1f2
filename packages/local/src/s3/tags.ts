import { AwsError } from "../wire/aws-error";
import { queryPairs } from "./call";
import { textOf, trees, type XmlTree } from "./xml";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

const MAX_OBJECT_TAGS = 10;

/** The tags of an `x-amz-tagging` header: `scan=clean&class=b`. Throws `InvalidTag`, `InvalidArgument`. */
export function parseTagHeader(header: string | undefined): Tag[] {
  const tags = queryPairs(header ?? "").map(([Key, Value]) => ({ Key, Value }));
  return validTags(tags, MAX_OBJECT_TAGS);
}

/** The tags of a `Tagging` document. */
export function parseTagSet(document: XmlTree, limit = MAX_OBJECT_TAGS): Tag[] {
  const tags = trees(document, "TagSet").flatMap((set) =>
    trees(set, "Tag").map((tag) => ({
      Key: textOf(tag, "Key") ?? "",
      Value: textOf(tag, "Value") ?? "",
    })),
  );
  return validTags(tags, limit);
}

export function tagSetXml(tags: readonly Tag[]): XmlTree {
  return { TagSet: { Tag: tags.map(({ Key, Value }) => ({ Key, Value })) } };
}

function validTags(tags: Tag[], limit: number): Tag[] {
  if (tags.length > limit) {
    throw new AwsError("BadRequest", `Object tags cannot be greater than ${limit}`);
  }
  for (const { Key, Value } of tags) {
    if (Key.length < 1 || Key.length > 128 || Key.startsWith("aws:")) {
      throw new AwsError("InvalidTag", "The TagKey you have provided is invalid");
    }
    if (Value.length > 256) {
      throw new AwsError("InvalidTag", "The TagValue you have provided is invalid");
    }
  }
  if (new Set(tags.map((tag) => tag.Key)).size < tags.length) {
    throw new AwsError("InvalidTag", "Cannot provide multiple Tags with the same key");
  }
  return tags;
}
