import { GetObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { assertPermission } from "../platform/actor";
import * as File from "./file";
import * as Objects from "./objects";
import { FileTrashedError } from "./storage.errors";
import { type FileId, type FileLink, LINK_SECONDS, type LinkQuery } from "./storage.schema";
import { throughFiles } from "./upload";

/** What a browser may open where it is asked to: nothing of it runs. All else is saved. */
const OPENS =
  /^(image\/(png|jpeg|gif|webp|avif|bmp|x-icon)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf|text\/plain)$/;

/**
 * An address that reads this version of the file's bytes, by GET, for a while. It opens nothing else; once the file
 * is deleted it opens nothing.
 */
export async function make(fileId: FileId, { as }: LinkQuery): Promise<FileLink> {
  assertPermission("storage.read");
  const { name, contentType, objectVersion, trashedAt } = await File.read(fileId);
  if (trashedAt) throw new FileTrashedError();
  const isOpened = as === "inline" && OPENS.test(contentType);
  const command = new GetObjectCommand({
    Bucket: Objects.bucket(),
    Key: Objects.keyOf(fileId),
    VersionId: objectVersion,
    ResponseContentDisposition: disposition(isOpened ? "inline" : "attachment", name),
    ResponseContentType: isOpened && contentType === "text/plain" ? TEXT : contentType,
    ResponseCacheControl: "private, no-store",
  });
  const url = await getSignedUrl(Objects.client, command, { expiresIn: LINK_SECONDS });
  const expiresAt = new Date(Date.now() + LINK_SECONDS * 1_000).toISOString();
  return { url: throughFiles(url), expiresAt };
}

const TEXT = "text/plain; charset=utf-8";

/**
 * How a file is to be saved, and under which name, in any script; a browser that knows no `filename*` has what of
 * the name is ASCII. Sources: RFC 6266, RFC 8187
 */
export function disposition(kind: "inline" | "attachment", name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
