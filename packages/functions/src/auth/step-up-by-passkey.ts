import { stepUpByPasskey } from "@faibric/core/auth/passkey.contract";
import * as PasskeySignIn from "@faibric/core/auth/passkey-sign-in";
import { http } from "../platform/http";

export const handler = http(stepUpByPasskey, ({ body }) => PasskeySignIn.stepUp(body.credential));
