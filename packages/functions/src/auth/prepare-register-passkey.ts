import { prepareRegisterPasskey } from "@faibric/core/auth/passkey.contract";
import * as PasskeyOptions from "@faibric/core/auth/passkey-options";
import { http } from "../platform/http";

export const handler = http(prepareRegisterPasskey, () => PasskeyOptions.toRegister());
