import { MemberJoined } from "@faibric/core/tenant";
import * as Membership from "@faibric/core/tenant/membership";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onMemberJoined", MemberJoined, async (event) => {
  const { userId, role } = event.properties;
  await announce(event, `${await Membership.nameOf(userId)} has joined in the role ${role}.`);
});
