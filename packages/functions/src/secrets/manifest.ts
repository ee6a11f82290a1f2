import * as operations from "@faibric/core/secrets/secrets.contract";
import { defineManifest } from "../platform/manifest.schema";

export const manifest = defineManifest({
  capability: "secrets",
  operations,
  grants: {
    setSecret: ["table:write", "kms:tenant-secret:seal"],
    listSecrets: ["table:read"],
    deleteSecret: ["table:write"],
  },
});
