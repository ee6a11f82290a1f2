import * as operations from "@faibric/core/api/api.contract";
import { defineManifest } from "../platform/manifest.schema";

/** The API about itself: is it up, and how is it called. */
export const manifest = defineManifest({
  capability: "api",
  operations,
  grants: { readHealth: [], readOpenApi: [], readApiReference: [] },
});
