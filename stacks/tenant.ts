import { manifest } from "@faibric/functions/tenant/manifest";
import type { StackContext } from "sst/constructs";
import { deployManifest } from "./platform/deploy-manifest";

export function Tenant({ stack }: StackContext) {
  deployManifest(stack, manifest);
}
