import * as invitations from "@faibric/core/tenant/invitation.contract";
import {
  changeRole,
  leaveTenant,
  listMemberships,
  removeMember,
} from "@faibric/core/tenant/membership.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

const tenant = { ...invitations, listMemberships, changeRole, leaveTenant, removeMember };

/** Who is in a business, and who is invited. */
export const people = createClient({ tenant }, asked).tenant;
