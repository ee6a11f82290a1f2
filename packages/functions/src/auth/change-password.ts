import { changePassword } from "@faibric/core/auth/auth.contract";
import * as PasswordChange from "@faibric/core/auth/password-change";
import { http } from "../platform/http";

export const handler = http(changePassword, ({ body }) => PasswordChange.change(body));
