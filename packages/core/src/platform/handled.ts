import { findDelivery } from "./delivery";
import { InboxEntity } from "./inbox.entity";

/** Whether the event at hand was handled before: for what cannot be in a transaction, such as a mail. */
export async function wasHandled(): Promise<boolean> {
  const delivery = findDelivery();
  if (!delivery) return false;
  const { owner: tenantId, receiver, messageId } = delivery;
  const { data } = await InboxEntity.get({ tenantId, receiver, messageId }).go({
    consistent: true,
  });
  return data?.state === "done";
}
