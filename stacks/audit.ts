import { manifest } from "@faibric/functions/audit/manifest";
import type { StackContext } from "sst/constructs";
import { deployManifest } from "./platform/deploy-manifest";

export function Audit({ stack }: StackContext) {
  deployManifest(stack, manifest);
}
