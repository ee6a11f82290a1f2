import { changeCustomerPassword } from "@faibric/core/auth/customer.contract";
import * as PasswordChange from "@faibric/core/auth/password-change";
import { http } from "../platform/http";

export const handler = http(changeCustomerPassword, ({ body }) => PasswordChange.change(body));
