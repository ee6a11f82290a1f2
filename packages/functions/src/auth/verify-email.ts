import { verifyEmail } from "@faibric/core/auth/auth.contract";
import * as SignUp from "@faibric/core/auth/sign-up";
import { http } from "../platform/http";

export const handler = http(verifyEmail, ({ body }) => SignUp.verifyEmail(body.token));
