import type { Place } from "@faibric/core/storage/storage.schema";
import type { Dropped } from "./dropped";

// What sends is large: it is loaded with the first file.
const sender = () => import("./sender");

/** Sends files into a place, and the folders they lay in with them. */
export async function send(
  tenantId: string,
  place: Place,
  files: readonly Dropped[],
): Promise<void> {
  const { add } = await sender();
  await add(tenantId, place, files);
}

export async function retry(key: string): Promise<void> {
  await (await sender()).retry(key);
}

/** Pauses one that is under way, or goes on with it. */
export async function pause(key: string): Promise<void> {
  await (await sender()).pause(key);
}

/** Stops one that is under way, or takes one that is over off the list. */
export async function cancel(key: string): Promise<void> {
  await (await sender()).cancel(key);
}
