import * as Passkey from "@faibric/core/auth/passkey";
import { removePasskey } from "@faibric/core/auth/passkey.contract";
import { http } from "../platform/http";

export const handler = http(removePasskey, ({ params }) => Passkey.remove(params.passkeyId));
