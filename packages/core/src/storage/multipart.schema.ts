import * as z from "zod";
import { FileId, NewUpload, Place } from "./storage.schema";

const GIB = 1024 ** 3;
/** One page of what S3 lists of an upload's parts; it would take ten times as many. */
export const MAX_PARTS = 1_000;
/** What S3 takes in one part. */
const MAX_PART_BYTES = 5 * GIB;
const MIB = 1024 ** 2;
const LEAST_PART_BYTES = 8 * MIB;

/** How large each part but the last is, of a file of so many bytes. */
export const partBytesFor = (size: number): number =>
  Math.max(LEAST_PART_BYTES, Math.ceil(size / MAX_PARTS / MIB) * MIB);

/** How many addresses are made at once. */
const MAX_SIGNED = 100;
/** How long sending may take, with pauses: over a weekend. */
export const MULTIPART_LASTS_SECONDS = 3 * 86_400;

const bytes = z.int().min(0).meta({ description: "In bytes.", example: 8_388_608 });
const url = z.string().meta({ example: "https://files.example.com/…" });
const PartNumber = z
  .int()
  .min(1, "The first part is number one.")
  .max(MAX_PARTS, `A file has at most ${MAX_PARTS} parts.`)
  .meta({ example: 1 });

export const NewMultipartUpload = NewUpload.extend({
  size: bytes
    .min(1, "A file that is sent in parts has at least one byte.")
    .max(MAX_PARTS * MAX_PART_BYTES, "A file has at most 5,000 GB."),
}).meta({ id: "NewMultipartUpload", example: { name: "Opening night.mp4", size: 4_831_838_208 } });
export type NewMultipartUpload = z.infer<typeof NewMultipartUpload>;

/** A file that is sent in so many parts, each but the last of `partBytes`. */
export const MultipartUpload = z
  .object({
    fileId: FileId,
    partBytes: bytes,
    parts: z.int().meta({ description: "How many there are.", example: 576 }),
    expiresAt: z.iso.datetime().meta({ description: "Until when all of it must have arrived." }),
  })
  .meta({ id: "MultipartUpload" });
export type MultipartUpload = z.infer<typeof MultipartUpload>;

export const PartNumbers = z
  .object({
    partNumbers: z
      .array(PartNumber)
      .min(1, "Name at least one part.")
      .max(MAX_SIGNED, `At most ${MAX_SIGNED} parts are signed at once.`)
      .transform((numbers) => [...new Set(numbers)]),
  })
  .meta({ id: "PartNumbers", example: { partNumbers: [1, 2, 3] } });
export type PartNumbers = z.infer<typeof PartNumbers>;

/** Each part is sent by PUT to its address, in any order, several at once, and again where it failed. */
export const SignedParts = z
  .object({
    items: z.array(
      z.object({
        partNumber: PartNumber,
        bytes: bytes.meta({ description: "How long the part is: no other length is taken." }),
        url,
      }),
    ),
    listUrl: url.meta({ description: "For who speaks S3: `ListParts`, by GET." }),
    completeUrl: url.meta({
      description: "For who speaks S3: `CompleteMultipartUpload`, by POST.",
    }),
    expiresAt: z.iso.datetime().meta({ description: "Until when sending may begin." }),
  })
  .meta({ id: "SignedParts" });
export type SignedParts = z.infer<typeof SignedParts>;

export const ArrivedParts = z
  .object({ items: z.array(z.object({ partNumber: PartNumber, bytes })) })
  .meta({ id: "ArrivedParts" });
export type ArrivedParts = z.infer<typeof ArrivedParts>;

/** An upload that is under way, or stopped on its way. */
export const OpenUpload = z
  .object({
    fileId: FileId,
    name: z.string().meta({ example: "Opening night.mp4" }),
    size: bytes,
    folderId: Place,
    isMultipart: z.boolean().meta({ description: "Whether the rest of it may be sent later." }),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().meta({ description: "Until when it must have arrived." }),
  })
  .meta({ id: "OpenUpload" });
export type OpenUpload = z.infer<typeof OpenUpload>;
