import { AsyncLocalStorage } from "node:async_hooks";

const running = new AsyncLocalStorage<string>();

/** Runs what belongs to an invocation of a function, whatever it awaits. */
export const asFunction = <T>(name: string, run: () => T): T => running.run(name, run);

/** The function in whose invocation this runs. */
export const currentFunction = (): string | undefined => running.getStore();
