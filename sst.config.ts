import type { SSTConfig } from "sst";
import { Api } from "./stacks/api";
import { Audit } from "./stacks/audit";
import { Auth } from "./stacks/auth";
import { Keys } from "./stacks/keys";
import { Offboarding } from "./stacks/offboarding";
import { Alarms } from "./stacks/platform/alarms";
import { Dashboard } from "./stacks/platform/dashboard";
import { Database } from "./stacks/platform/database";
import { Encryption } from "./stacks/platform/encryption";
import { Events } from "./stacks/platform/events";
import { Files } from "./stacks/platform/files";
import { HttpApi } from "./stacks/platform/http-api";
import { dropUnusedHandlers } from "./stacks/platform/lean-stacks";
import { LiveApi } from "./stacks/platform/live-api";
import { OffboardingSession } from "./stacks/platform/offboarding-session";
import { Operator } from "./stacks/platform/operator";
import { Outbox } from "./stacks/platform/outbox";
import { Sites } from "./stacks/platform/sites";
import { TenantSession } from "./stacks/platform/tenant-session";
import { WebSite } from "./stacks/platform/web-site";
import { Secrets } from "./stacks/secrets";
import { Site } from "./stacks/site";
import { Storage } from "./stacks/storage";
import { Tenant } from "./stacks/tenant";

export default {
  config: ({ region }) => ({ name: "faibric", region: region ?? "eu-central-1" }),
  stacks(app) {
    if (app.stage !== "production") app.setDefaultRemovalPolicy("destroy");
    // The platform first, then the capabilities in alphabetical order.
    app
      .stack(Alarms)
      .stack(Events)
      .stack(Database)
      .stack(Encryption)
      .stack(TenantSession)
      .stack(Files)
      .stack(OffboardingSession)
      .stack(HttpApi)
      .stack(LiveApi);
    app.stack(Outbox).stack(Dashboard).stack(Operator).stack(WebSite).stack(Sites);
    app
      .stack(Api)
      .stack(Audit)
      .stack(Auth)
      .stack(Keys)
      .stack(Offboarding)
      .stack(Secrets)
      .stack(Site)
      .stack(Storage)
      .stack(Tenant);
    dropUnusedHandlers(app);
  },
} satisfies SSTConfig;
