import {
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { content, type Routes, Unanswerable } from "./routes";

export interface BucketList {
  /** Where S3 is reached. */
  readonly endpoint: string;
  readonly buckets: readonly { readonly name: string; readonly created: string | null }[];
}

export interface ObjectList {
  /** Whole keys of folders, each with its "/" at the end. */
  readonly folders: readonly string[];
  readonly objects: readonly {
    readonly key: string;
    /** In bytes. */
    readonly size: number;
    readonly modified: string | null;
  }[];
  /** Where the next page begins, to ask for as `after`. */
  readonly after: string | null;
}

export interface ObjectView {
  readonly key: string;
  readonly size: number;
  readonly type: string | null;
  readonly modified: string | null;
  readonly etag: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** Its beginning, where it is text; null otherwise. */
  readonly text: string | null;
  readonly truncated: boolean;
  readonly image: boolean;
}

const PAGE = 200;
const PREVIEW_BYTES = 256 * 1024;
const IMAGES = /^image\/(avif|gif|jpeg|png|webp)$/;
const TEXTS = /^(text\/|application\/(json|xml|javascript|x-ndjson|yaml))|[+](json|xml)$/;

export function objectRoutes(s3: S3Client = new S3Client({ forcePathStyle: true })): Routes {
  return {
    "GET /objects": async (): Promise<BucketList> => {
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      return {
        endpoint: process.env.AWS_ENDPOINT_URL ?? "",
        buckets: Buckets.map(({ Name = "", CreationDate }) => ({
          name: Name,
          created: iso(CreationDate),
        })),
      };
    },
    "GET /objects/:bucket": async ({ param, query }): Promise<ObjectList> => {
      const listed = await answered(
        s3.send(
          new ListObjectsV2Command({
            Bucket: param("bucket"),
            Prefix: query.get("prefix") ?? "",
            Delimiter: "/",
            MaxKeys: PAGE,
            ContinuationToken: query.get("after") ?? undefined,
          }),
        ),
      );
      const { CommonPrefixes = [], Contents = [], NextContinuationToken = null } = listed;
      return {
        folders: CommonPrefixes.map(({ Prefix = "" }) => Prefix),
        objects: Contents.map(({ Key = "", Size = 0, LastModified }) => ({
          key: Key,
          size: Size,
          modified: iso(LastModified),
        })),
        after: NextContinuationToken,
      };
    },
    "GET /objects/:bucket/object": ({ param, query }) =>
      viewOf(s3, { Bucket: param("bucket"), Key: query.get("key") ?? "" }),
    "GET /objects/:bucket/content": async ({ param, query }) => {
      const Key = query.get("key") ?? "";
      const found = await answered(s3.send(new GetObjectCommand({ Bucket: param("bucket"), Key })));
      const body = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
      const { ContentType: type = "" } = found;
      // What is shown in place is a picture; all else is a file to keep.
      if (query.has("show") && IMAGES.test(type)) return content({ body, type });
      const fileName = Key.split("/").at(-1) || "object";
      return content({ body, type: "application/octet-stream", fileName });
    },
  };
}

async function viewOf(s3: S3Client, at: { Bucket: string; Key: string }): Promise<ObjectView> {
  const head = await answered(s3.send(new HeadObjectCommand(at)));
  const { ContentLength: size = 0, ContentType: type = null, ETag = null, Metadata = {} } = head;
  const text = type !== null && TEXTS.test(type) ? await beginningOf(s3, at, size) : null;
  const headers = {
    "Cache-Control": head.CacheControl,
    "Content-Disposition": head.ContentDisposition,
    "Content-Encoding": head.ContentEncoding,
    "Content-Language": head.ContentLanguage,
    Version: head.VersionId,
  };
  return {
    key: at.Key,
    ...{ size, type, text, etag: ETag, metadata: Metadata },
    modified: iso(head.LastModified),
    headers: Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ),
    truncated: text !== null && size > PREVIEW_BYTES,
    image: type !== null && IMAGES.test(type),
  };
}

async function beginningOf(s3: S3Client, at: { Bucket: string; Key: string }, size: number) {
  if (size === 0) return "";
  const Range = `bytes=0-${PREVIEW_BYTES - 1}`;
  const { Body } = await s3.send(new GetObjectCommand({ ...at, Range }));
  return new TextDecoder().decode(await Body?.transformToByteArray());
}

/** What S3 refuses is told in its own words. */
async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const status = error.$metadata.httpStatusCode ?? 500;
    const gone = status === 404 ? "It is not there, or not any more." : error.message;
    throw new Unanswerable(gone, status);
  }
}

const iso = (date: Date | undefined) => date?.toISOString() ?? null;
