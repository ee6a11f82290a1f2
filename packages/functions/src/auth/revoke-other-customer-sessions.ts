import { revokeOtherCustomerSessions } from "@faibric/core/auth/customer.contract";
import * as Session from "@faibric/core/auth/session";
import { http } from "../platform/http";

export const handler = http(revokeOtherCustomerSessions, () => Session.revokeOthers());
