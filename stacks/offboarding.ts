import { manifest } from "@faibric/functions/offboarding/manifest";
import type { StackContext } from "sst/constructs";
import { deployManifest } from "./platform/deploy-manifest";

export function Offboarding({ stack }: StackContext) {
  deployManifest(stack, manifest);
}
