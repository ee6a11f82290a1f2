import { signIn } from "@faibric/core/auth/auth.contract";
import * as SignIn from "@faibric/core/auth/sign-in";
import { http } from "../platform/http";

export const handler = http(signIn, ({ body }) => SignIn.signIn(body));
