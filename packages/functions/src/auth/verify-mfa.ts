import { verifyMfa } from "@faibric/core/auth/mfa.contract";
import * as MfaAnswer from "@faibric/core/auth/mfa-answer";
import { http } from "../platform/http";

export const handler = http(verifyMfa, ({ body }) => MfaAnswer.answer(body.mfaToken, body.code));
