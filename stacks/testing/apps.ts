import { manifests } from "@faibric/functions/manifests";
import type { Manifest } from "@faibric/functions/platform/manifest.schema";
import type { StackContext } from "sst/constructs";
import config from "../../sst.config";
import { Alarms } from "../platform/alarms";
import { Database } from "../platform/database";
import { deployManifest } from "../platform/deploy-manifest";
import { Encryption } from "../platform/encryption";
import { Events } from "../platform/events";
import { Files } from "../platform/files";
import { HttpApi } from "../platform/http-api";
import { dropUnusedHandlers } from "../platform/lean-stacks";
import { LiveApi } from "../platform/live-api";
import { OffboardingSession } from "../platform/offboarding-session";
import { TenantSession } from "../platform/tenant-session";
import { kitchen } from "./kitchen-sink";
import { type Synthesized, synthesize } from "./synthesize";

function Kitchen({ stack }: StackContext) {
  deployManifest(stack, kitchen, [kitchen]);
}

interface SynthesizedApp {
  readonly name: string;
  readonly manifests: readonly Manifest[];
  readonly synthesized: Synthesized;
}

/** What is deployed, and beside it one capability that uses all that a manifest can say. */
export async function synthesizeApps(): Promise<readonly SynthesizedApp[]> {
  const product = await synthesize((app) => config.stacks(app));
  const fixture = await synthesize((app) => {
    app
      .stack(Alarms)
      .stack(Events)
      .stack(Database)
      .stack(Encryption)
      .stack(TenantSession)
      .stack(Files)
      .stack(OffboardingSession);
    app.stack(HttpApi).stack(LiveApi).stack(Kitchen);
    dropUnusedHandlers(app);
  });
  return [
    { name: "the product", manifests, synthesized: product },
    { name: "the kitchen sink", manifests: [kitchen], synthesized: fixture },
  ];
}
