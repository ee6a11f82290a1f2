import type { DomainEvent } from "@faibric/core/platform/event";
import * as Activity from "@faibric/core/tenant/activity";
import * as Connection from "@faibric/core/tenant/connection";
import type { LiveMessage } from "@faibric/core/tenant/tenant.schema";
import { hangUp, push } from "./live";

/** Writes an event down in its tenant's activity, and tells the members who are connected, once. */
export async function announce(event: DomainEvent, text: string): Promise<void> {
  const { type, occurredAt } = event;
  const activity = await Activity.record({ type, occurredAt, text });
  const message: LiveMessage = { type: "activity", activity };
  const { listening, over } = await Connection.audience();
  const [gone] = await Promise.all([push(listening, message), hangUp(over)]);
  await Promise.all([...gone, ...over].map(Connection.close));
}
