import * as Passkey from "@faibric/core/auth/passkey";
import { renamePasskey } from "@faibric/core/auth/passkey.contract";
import { http } from "../platform/http";

export const handler = http(renamePasskey, ({ params, body }) =>
  Passkey.rename(params.passkeyId, body.name),
);
