import { MemberJoined } from "@faibric/core/tenant";
import * as Membership from "@faibric/core/tenant/membership";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onMemberJoined", MemberJoined, async (event) => {
  const { userId, role } = event.properties;
  const name = await Membership.nameOf(userId);
  await announce(event, `${name} has joined in the role ${role}.`, { name, role });
});
