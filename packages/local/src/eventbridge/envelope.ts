import { randomUUID } from "node:crypto";
import { ACCOUNT, REGION } from "../wire/arn";
import type { JsonObject } from "./json";

/** An event as EventBridge matches and delivers it. */
export interface Envelope extends JsonObject {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 in UTC, to the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

export function envelope(event: {
  detailType: string;
  source: string;
  /** Epoch milliseconds. */
  time: number;
  resources: readonly string[];
  detail: JsonObject;
}): Envelope {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": event.detailType,
    source: event.source,
    account: ACCOUNT,
    time: toSeconds(event.time),
    region: REGION,
    resources: event.resources,
    detail: event.detail,
  };
}

/** ISO 8601 to the second. */
export const toSeconds = (time: number): string =>
  new Date(time).toISOString().replace(/\.\d{3}Z$/, "Z");
