import { Entity } from "electrodb";
import { partition, sort } from "./key";
import { table } from "./table";

/**
 * How often something was asked for in a stretch of time. `tenantId` is the owner: a tenant, a person, or
 * an area of the directory where it is counted before anybody is known (`directory#auth.sign-in#<hash>`).
 * Beside these it has `counts`, a map of what was counted: `tenant`, `user.<id>`. A new stretch replaces it whole.
 */
export const ThrottleEntity = new Entity(
  {
    model: { service: "platform", entity: "throttle", version: "1" },
    attributes: {
      tenantId: { type: "string", required: true, readOnly: true },
      seconds: { type: "number", required: true, readOnly: true },
      /** When the stretch began, in epoch seconds. */
      since: { type: "number", required: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // The counters of an owner, for each length of stretches the one that runs.
      byOwner: {
        pk: partition("pk", "platform.throttle", ["tenantId"]),
        sk: sort("sk", "stretch", ["seconds"]),
      },
    },
  },
  table,
);
