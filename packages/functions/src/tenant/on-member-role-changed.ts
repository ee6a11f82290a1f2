import { MemberRoleChanged } from "@faibric/core/tenant";
import * as Membership from "@faibric/core/tenant/membership";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onMemberRoleChanged", MemberRoleChanged, async (event) => {
  const { userId, to } = event.properties;
  await announce(event, `${await Membership.nameOf(userId)} now has the role ${to}.`);
});
