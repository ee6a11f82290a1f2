import * as Mfa from "@faibric/core/auth/mfa";
import { renewRecoveryCodes } from "@faibric/core/auth/mfa.contract";
import { http } from "../platform/http";

export const handler = http(renewRecoveryCodes, () => Mfa.regenerate());
