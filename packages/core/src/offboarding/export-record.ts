import type { EntityItem } from "electrodb";
import { useTenant } from "../platform/actor";
import { ExportEntity } from "./export.entity";
import type { ExportId } from "./offboarding.schema";

export type RunningExport = EntityItem<typeof ExportEntity>;

/** The export was given up, or another has taken its place: whoever is still at it stops. */
class ExportGoneError extends Error {
  override readonly name = "ExportGoneError";
}

export async function findExport(): Promise<RunningExport | undefined> {
  const { data } = await ExportEntity.get({ tenantId: useTenant() }).go({ consistent: true });
  return data ?? undefined;
}

export async function readRunning(exportId: ExportId): Promise<RunningExport> {
  const record = await findExport();
  if (record?.exportId !== exportId) throw new ExportGoneError(`${exportId} is no longer made`);
  return record;
}
