import { manifest as platform } from "./platform/manifest";
import type { Manifest } from "./platform/manifest.schema";
import { manifest as tenant } from "./tenant/manifest";

/** Every capability: the platform first, then A to Z. A test compares this with the folders. */
export const manifests: readonly Manifest[] = [platform, tenant];
