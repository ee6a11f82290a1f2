import { MemberRemoved } from "@faibric/core/tenant";
import * as Connection from "@faibric/core/tenant/connection";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onMemberRemoved", MemberRemoved, async (event) => {
  const { userId, left } = event.properties;
  // First, so that who is no member any more is not told about it, or of what comes after.
  await Connection.forget(userId);
  await announce(event, left ? "A member has left." : "A member was removed.", {
    left: String(left),
  });
});
