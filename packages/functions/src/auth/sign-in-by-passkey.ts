import { signInByPasskey } from "@faibric/core/auth/passkey.contract";
import * as PasskeySignIn from "@faibric/core/auth/passkey-sign-in";
import { http } from "../platform/http";

export const handler = http(signInByPasskey, ({ body }) => PasskeySignIn.signIn(body.credential));
