import { requestCustomerPasswordReset } from "@faibric/core/auth/customer.contract";
import * as MagicLink from "@faibric/core/auth/magic-link";
import { http } from "../platform/http";

export const handler = http(requestCustomerPasswordReset, ({ body }) =>
  MagicLink.requestLink(body.email, "reset-password"),
);
