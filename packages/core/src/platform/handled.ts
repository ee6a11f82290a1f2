import { findDelivery } from "./delivery";
import { InboxEntity, inboxKey } from "./inbox.entity";

/** Whether the event at hand was handled before: for what cannot be in a transaction, such as a mail. */
export async function wasHandled(): Promise<boolean> {
  const delivery = findDelivery();
  if (!delivery) return false;
  const { data } = await InboxEntity.get(inboxKey(delivery)).go({ consistent: true });
  return data?.state === "done";
}
