import { stepUpByPassword } from "@faibric/core/auth/mfa.contract";
import * as StepUp from "@faibric/core/auth/step-up";
import { http } from "../platform/http";

export const handler = http(stepUpByPassword, ({ body }) => StepUp.byPassword(body.password));
