import * as operations from "@faibric/core/keys/keys.contract";
import { defineManifest } from "../platform/manifest.schema";

export const manifest = defineManifest({
  capability: "keys",
  operations,
  grants: {
    createApiKey: ["table:write"],
    listApiKeys: ["table:read"],
    readApiKey: ["table:read"],
    renameApiKey: ["table:write"],
    rollApiKey: ["table:write"],
    revokeApiKey: ["table:write"],
    revokeAllApiKeys: ["table:write"],
    createAppKey: ["table:write"],
    listAppKeys: ["table:read"],
    readAppKey: ["table:read"],
    updateAppKey: ["table:write"],
    revokeAppKey: ["table:write"],
  },
});
