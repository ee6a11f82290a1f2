import type { DomainEvent } from "@faibric/core/platform/event";
import * as Activity from "@faibric/core/tenant/activity";
import { tellMembers } from "./tell-members";

/**
 * Writes an event down in its tenant's activity, and tells the members who are connected, once.
 * @param facts what the sentence names, in no language: readers have words of their own for the type
 */
export async function announce(
  event: DomainEvent,
  text: string,
  facts: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { type, occurredAt } = event;
  const activity = await Activity.record({ type, occurredAt, text, facts });
  await tellMembers({ type: "activity", activity });
}
