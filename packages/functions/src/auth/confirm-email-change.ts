import { confirmEmailChange } from "@faibric/core/auth/email-change.contract";
import * as Confirmation from "@faibric/core/auth/email-change-confirmation";
import { http } from "../platform/http";

export const handler = http(confirmEmailChange, ({ body }) => Confirmation.confirm(body.token));
