import { confirmCustomerPasswordReset } from "@faibric/core/auth/customer.contract";
import * as PasswordChange from "@faibric/core/auth/password-change";
import { http } from "../platform/http";

export const handler = http(confirmCustomerPasswordReset, ({ body }) =>
  PasswordChange.confirmReset(body.token, body.password),
);
