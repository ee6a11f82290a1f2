import { enrolTotp } from "@faibric/core/auth/mfa.contract";
import * as Totp from "@faibric/core/auth/totp";
import { http } from "../platform/http";

export const handler = http(enrolTotp, () => Totp.enrol());
