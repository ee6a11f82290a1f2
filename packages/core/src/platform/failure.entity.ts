import { CustomAttributeType, Entity } from "electrodb";
import type { OwnerId } from "./id";
import { partition, sort } from "./key";
import { table } from "./table";

/** Why a consumer could not handle a message: a dead letter carries no reason of its own. */
export const FailureEntity = new Entity(
  {
    model: { service: "platform", entity: "failure", version: "1" },
    attributes: {
      tenantId: { type: CustomAttributeType<OwnerId>("string"), required: true, readOnly: true },
      consumer: { type: "string", required: true, readOnly: true },
      messageId: { type: "string", required: true, readOnly: true },
      /** The error's name and message, without its stack: that is in the log, under the request ID. */
      reason: { type: "string", required: true },
      attempts: { type: "number", required: true, default: 0 },
      failedAt: { type: "string", required: true },
      expiresAt: { type: "number", required: true },
    },
    indexes: {
      // The failure of one message.
      byMessage: {
        pk: partition("pk", "platform.failure", ["tenantId"]),
        sk: sort("sk", "message", ["consumer", "messageId"]),
      },
    },
  },
  table,
);
