import { manifest as api } from "./api/manifest";
import { manifest as audit } from "./audit/manifest";
import { manifest as auth } from "./auth/manifest";
import { manifest as keys } from "./keys/manifest";
import { manifest as offboarding } from "./offboarding/manifest";
import type { Manifest } from "./platform/manifest.schema";
import { manifest as secrets } from "./secrets/manifest";
import { manifest as site } from "./site/manifest";
import { manifest as storage } from "./storage/manifest";
import { manifest as tenant } from "./tenant/manifest";

/** Every capability, A to Z. A test compares this with the folders. */
export const manifests: readonly Manifest[] = [
  api,
  audit,
  auth,
  keys,
  offboarding,
  secrets,
  site,
  storage,
  tenant,
];
