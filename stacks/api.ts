import { manifest } from "@faibric/functions/api/manifest";
import type { StackContext } from "sst/constructs";
import { deployManifest } from "./platform/deploy-manifest";

export function Api({ stack }: StackContext) {
  deployManifest(stack, manifest);
}
