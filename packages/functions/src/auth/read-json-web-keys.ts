import { readJsonWebKeys } from "@faibric/core/auth/auth.contract";
import * as JsonWebKeys from "@faibric/core/auth/json-web-keys";
import { http } from "../platform/http";

export const handler = http(readJsonWebKeys, () => JsonWebKeys.list());
