import { MemberRoleChanged } from "@faibric/core/tenant";
import * as Membership from "@faibric/core/tenant/membership";
import { announce } from "../platform/activity";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onMemberRoleChanged", MemberRoleChanged, async (event) => {
  const { userId, to } = event.properties;
  const name = await Membership.nameOf(userId);
  await announce(event, `${name} now has the role ${to}.`, { name, role: to });
});
