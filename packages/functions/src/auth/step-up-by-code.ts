import { stepUpByCode } from "@faibric/core/auth/mfa.contract";
import * as StepUp from "@faibric/core/auth/step-up";
import { http } from "../platform/http";

export const handler = http(stepUpByCode, ({ body }) => StepUp.byCode(body.code));
