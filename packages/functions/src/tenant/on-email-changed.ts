import { EmailChanged } from "@faibric/core/auth";
import * as MemberEmail from "@faibric/core/tenant/member-email";
import { consumer } from "../platform/consumer";

export const handler = consumer("tenant.onEmailChanged", EmailChanged, () => MemberEmail.follow());
