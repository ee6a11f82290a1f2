import { env } from "../platform/env";

/** The address that businesses' own domains are to lead to. */
export const target = (): string => env("SITES_HOST");
