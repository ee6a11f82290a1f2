import * as z from "zod";
import { Page } from "../platform/contract";
import { idSchema } from "../platform/id";
import { FileName } from "./file-name.schema";

export { FileName } from "./file-name.schema";

export const FileId = idSchema("fil");
export type FileId = z.infer<typeof FileId>;

export const FolderId = idSchema("fld");
export type FolderId = z.infer<typeof FolderId>;

const GB = 1_000 ** 3;
const GIB = 1024 ** 3;
/** What fits, as long as nothing else was agreed. */
export const QUOTA_BYTES = 50 * GB;
/** What S3 takes in one request. */
export const MAX_UPLOAD_BYTES = 5 * GIB;
export const MAX_FOLDERS = 2_000;
export const MAX_DEPTH = 20;
export const MAX_TAGS = 20;
export const TRASH_DAYS = 30;
/** How long an upload may begin, and how long it may then take. */
export const UPLOAD_SECONDS = 3_600;
export const UPLOAD_LASTS_SECONDS = 6 * 3_600;
/** How long an address to download opens. */
export const LINK_SECONDS = 300;

export const FileKind = z.enum(["image", "video", "audio", "document", "archive", "other"]);
export type FileKind = z.infer<typeof FileKind>;

/** Where a file lies: in a folder, or at the top. */
export const Place = z
  .union([FolderId, z.literal("root")])
  .meta({ description: "A folder's ID, or `root`.", example: "root" });
export type Place = z.infer<typeof Place>;

const ContentType = z
  .string()
  .max(200, "A content type has at most 200 characters.")
  .regex(
    /^$|^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*( *;.*)?$/i,
    "A content type is written as image/png.",
  )
  .meta({ example: "application/pdf" });

const Tag = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "A tag has at least one character.")
  .max(50, "A tag has at most 50 characters.")
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u, "A tag has no line breaks or invisible characters.")
  .meta({ example: "invoice" });

const Tags = z
  .array(Tag)
  .max(MAX_TAGS, `A file has at most ${MAX_TAGS} tags.`)
  .transform((tags) => [...new Set(tags)])
  .meta({ example: ["invoice", "2026"] });

const size = z.int().min(0).meta({ description: "In bytes.", example: 48_213 });

/** A file as its tenant sees it. Its bytes are elsewhere: see `readFileLink`. */
export const StoredFile = z
  .object({
    fileId: FileId,
    name: z.string().meta({ example: "Menu – spring.pdf" }),
    folderId: Place,
    contentType: z.string().meta({
      description: "What its bytes are, which is not always what its name says.",
      example: "application/pdf",
    }),
    kind: FileKind,
    size,
    tags: z.array(z.string()).meta({ example: ["menu"] }),
    version: z.int().meta({ example: 3 }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    trashedAt: z.iso.datetime().nullable().meta({ example: null }),
  })
  .meta({ id: "StoredFile" });
export type StoredFile = z.infer<typeof StoredFile>;

export const NewUpload = z
  .object({
    name: FileName,
    size: size.max(MAX_UPLOAD_BYTES, "A file has at most 5 GB."),
    contentType: ContentType.default("").meta({
      description: "What it is said to be; left out where that is not known.",
    }),
    folderId: Place.default("root"),
    tags: Tags.default([]),
  })
  .meta({ id: "NewUpload", example: { name: "Menu – spring.pdf", size: 48_213 } });
export type NewUpload = z.infer<typeof NewUpload>;

/** A form to send the bytes with: all the fields as they stand, then the file as `file`, to the URL. */
export const Upload = z
  .object({
    fileId: FileId,
    method: z.literal("POST"),
    url: z.string().meta({ example: "https://files.example.com/" }),
    fields: z
      .record(z.string(), z.string())
      .meta({ example: { key: "tenant_…/files/…/content", "Content-Type": "application/pdf" } }),
    expiresAt: z.iso.datetime().meta({ description: "Until when sending may begin." }),
  })
  .meta({ id: "Upload" });
export type Upload = z.infer<typeof Upload>;

/** What is to change of a file; the rest stays. */
export const FileChange = z
  .object({ name: FileName, folderId: Place, tags: Tags })
  .partial()
  .meta({ id: "FileChange", example: { name: "Menu.pdf", folderId: "root" } });
export type FileChange = z.infer<typeof FileChange>;

export const FileCopy = z
  .object({ name: FileName.optional(), folderId: Place.optional() })
  .meta({ id: "FileCopy", example: { folderId: "root" } });
export type FileCopy = z.infer<typeof FileCopy>;

export const FileQuery = Page.extend({
  in: z
    .union([z.enum(["all", "trash"]), Place])
    .default("all")
    .meta({
      description:
        "A folder's ID, `root` or `trash`, by name; `all`, newest first: all but the trash.",
      example: "root",
    }),
  search: z
    .string()
    .trim()
    .max(100, "What is searched for has at most 100 characters.")
    .optional()
    .meta({ description: "Words that stand in the name, all of them.", example: "menu" }),
  kind: FileKind.optional(),
  tag: Tag.optional(),
});
export type FileQuery = z.infer<typeof FileQuery>;

export const LinkQuery = z.object({
  as: z.enum(["attachment", "inline"]).default("attachment").meta({
    description: "`inline` opens in the browser what is safe to open there; the rest is saved.",
  }),
});
export type LinkQuery = z.infer<typeof LinkQuery>;

/** Whoever has the address reads the file until it expires. */
export const FileLink = z
  .object({
    url: z.string().meta({ example: "https://files.example.com/…" }),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "FileLink" });
export type FileLink = z.infer<typeof FileLink>;

export const Folder = z
  .object({
    folderId: FolderId,
    parentId: Place,
    name: z.string().meta({ example: "Invoices" }),
    files: z.int().meta({ description: "In it, without those in its folders.", example: 12 }),
    bytes: size,
    version: z.int().meta({ example: 1 }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "Folder" });
export type Folder = z.infer<typeof Folder>;

export const NewFolder = z
  .object({ name: FileName, parentId: Place.default("root") })
  .meta({ id: "NewFolder", example: { name: "Invoices" } });
export type NewFolder = z.infer<typeof NewFolder>;

export const FolderChange = z
  .object({ name: FileName, parentId: Place })
  .partial()
  .meta({ id: "FolderChange", example: { name: "Invoices 2026" } });
export type FolderChange = z.infer<typeof FolderChange>;

export const Usage = z
  .object({
    quotaBytes: size,
    usedBytes: size.meta({ description: "Of all files, those in the trash too." }),
    reservedBytes: size.meta({ description: "For uploads that are under way." }),
    files: z.int().meta({ example: 12 }),
    trashedFiles: z.int().meta({ example: 1 }),
    trashedBytes: size,
    byKind: z
      .array(z.object({ kind: FileKind, bytes: size }))
      .meta({ example: [{ kind: "image", bytes: 48_213 }] }),
  })
  .meta({ id: "StorageUsage" });
export type Usage = z.infer<typeof Usage>;
