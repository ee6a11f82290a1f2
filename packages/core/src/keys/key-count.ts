import { TooManyKeysError } from "./keys.errors";

/** What fits in one tenant. They are looked at by people, in one list. */
export const LIMITS: Readonly<Record<KeyKind, number>> = { api: 50, app: 20 };

const WORDS = { api: "API keys", app: "app keys" } as const;

export type KeyKind = "api" | "app";

export const tooMany = (kind: KeyKind) => new TooManyKeysError(WORDS[kind], LIMITS[kind]);
