import { Entity } from "electrodb";
import { table } from "./table";

/** How often something was tried in a stretch of time. In the directory: it is counted before anybody is known. */
export const ThrottleEntity = new Entity(
  {
    model: { service: "platform", entity: "throttle", version: "1" },
    attributes: {
      /** What is counted, and for whom: `sign-in.account#<hash>`. */
      name: { type: "string", required: true, readOnly: true },
      /** When the stretch began, in epoch seconds. */
      since: { type: "number", required: true, readOnly: true },
      count: { type: "number", required: true, default: 0 },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // The count of one name in one stretch.
      byName: {
        // biome-ignore-start lint/suspicious/noTemplateCurlyInString: ElectroDB fills in the attributes
        pk: {
          field: "pk",
          composite: ["name", "since"],
          template: "directory#throttle#${name}#${since}",
        },
        sk: { field: "sk", composite: [], template: "throttle" },
        // biome-ignore-end lint/suspicious/noTemplateCurlyInString: ElectroDB fills in the attributes
      },
    },
  },
  table,
);
