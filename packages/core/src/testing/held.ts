import { documents } from "../platform/table";

let count = 0;

/**
 * Holds the next transaction that is about to be written, so that something else happens between what it has
 * read and what it writes. The races that a test must see happen every time.
 */
export function holdNextTransaction() {
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const name = `hold-${++count}`;
  documents.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        if (commandName.startsWith("TransactWrite")) {
          documents.middlewareStack.remove(name);
          held.resolve();
          await released.promise;
        }
        return next(args);
      },
    { name, step: "initialize" },
  );
  return { held: held.promise, release: () => released.resolve() };
}

/** Runs `meanwhile` while what is asked has read everything and written nothing yet. */
export async function between<R>(
  ask: () => Promise<R>,
  meanwhile: () => Promise<unknown>,
): Promise<R> {
  const { held, release } = holdNextTransaction();
  const asked = ask();
  // What fails before it writes is never held.
  await Promise.race([held, asked]);
  try {
    await meanwhile();
  } finally {
    release();
  }
  return asked;
}
