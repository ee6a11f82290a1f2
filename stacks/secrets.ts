import { manifest } from "@faibric/functions/secrets/manifest";
import type { StackContext } from "sst/constructs";
import { deployManifest } from "./platform/deploy-manifest";

export function Secrets({ stack }: StackContext) {
  deployManifest(stack, manifest);
}
