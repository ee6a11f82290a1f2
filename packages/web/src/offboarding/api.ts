import * as contract from "@faibric/core/offboarding/offboarding.contract";
import { ApiError, createClient } from "@faibric/sdk";
import { asked } from "../session/api";

export const offboarding = createClient({ offboarding: contract }, asked).offboarding;

/** What there is to read, or null where there is nothing yet. */
export async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
