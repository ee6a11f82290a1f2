import { ApiError } from "@faibric/sdk";

/** What there is to read, or null where the API says by this code that there is nothing yet. */
export async function orNull<T>(read: Promise<T>, notFound: string): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ApiError && error.code === notFound) return null;
    throw error;
  }
}
