import * as Passkey from "@faibric/core/auth/passkey";
import { listPasskeys } from "@faibric/core/auth/passkey.contract";
import { http } from "../platform/http";

export const handler = http(listPasskeys, () => Passkey.list());
