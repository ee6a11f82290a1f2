import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { manifests } from "../src/manifests";
import { functionsOf } from "../src/platform/manifest.schema";
import { bundleOptions } from "./options";

/** The least that a function with a table can be. */
const HANDLER = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
const client = new DynamoDBClient({});
export const handler = () => client.config.region();`;

/**
 * What every function's bundle is compared with: a handler that only has the DynamoDB client, with the
 * same options but for what `bundle/` leaves out: whole packages, as they come.
 */
export function baselineOptions(root: string): BuildOptions {
  return {
    ...bundleOptions(root),
    alias: {},
    plugins: [],
    stdin: { contents: HANDLER, resolveDir: join(root, "packages/core/src") },
  };
}

const RELAY = "packages/functions/src/platform/outbox-relay";

/** Every function that is deployed, with its source file as the repository has it, without extension. */
export function functionFiles(): readonly { readonly name: string; readonly file: string }[] {
  return [...manifests.flatMap(functionsOf), { name: "platform-outbox-relay", file: RELAY }];
}
