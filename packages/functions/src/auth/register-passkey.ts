import { registerPasskey } from "@faibric/core/auth/passkey.contract";
import * as PasskeyRegistration from "@faibric/core/auth/passkey-registration";
import { http } from "../platform/http";

export const handler = http(registerPasskey, ({ body }) => PasskeyRegistration.register(body));
