import * as z from "zod";
import { idSchema } from "../platform/id";

export const ExportId = idSchema("exp");
export type ExportId = z.infer<typeof ExportId>;
export const ErasureId = idSchema("era");
export type ErasureId = z.infer<typeof ErasureId>;

/** How long an archive is kept, and how long an address to download it is good. */
export const ARCHIVE_DAYS = 7;
export const DOWNLOAD_SECONDS = 10 * 60;
/** How long an owner has to think again. */
export const GRACE_DAYS = 7;
/** How long log lines are kept: nobody can delete some of them. */
export const LOG_DAYS = 30;

export const ExportStatus = z.enum(["collecting", "packing", "ready", "failed", "expired"]);
export type ExportStatus = z.infer<typeof ExportStatus>;

/** The tenant's last export. */
export const Export = z
  .object({
    exportId: ExportId,
    status: ExportStatus.meta({ example: "ready" }),
    requestedAt: z.iso.datetime(),
    /** So far. */
    items: z.number().int().meta({ example: 1_204 }),
    files: z.number().int().meta({ example: 37 }),
    /** Of the archive, once it is ready. */
    bytes: z.number().int().optional().meta({ example: 8_123_904 }),
    readyAt: z.iso.datetime().optional(),
    /** When the archive is deleted. */
    expiresAt: z.iso.datetime().optional(),
  })
  .meta({ id: "Export" });
export type Export = z.infer<typeof Export>;

/** With where to download it, while there is something to download. */
export const ExportWithAddress = Export.extend({
  download: z
    .object({
      url: z.url().meta({ example: "https://example.com/archive.tar.gz" }),
      expiresAt: z.iso.datetime(),
    })
    .optional(),
}).meta({ id: "ExportWithAddress" });
export type ExportWithAddress = z.infer<typeof ExportWithAddress>;

export const Confirmation = z.object({
  slug: z.string().min(1, "Type the tenant's slug.").max(100).meta({
    description: "The tenant's slug, typed: nobody erases the wrong one.",
    example: "blue-bottle",
  }),
});

/** An erasure that is to come. Of one that is done there is nothing left to read. */
export const Erasure = z
  .object({
    erasureId: ErasureId,
    status: z.enum(["requested", "cancelled"]),
    requestedAt: z.iso.datetime(),
    /** Until then it can be cancelled. */
    eraseAt: z.iso.datetime(),
  })
  .meta({ id: "Erasure" });
export type Erasure = z.infer<typeof Erasure>;
