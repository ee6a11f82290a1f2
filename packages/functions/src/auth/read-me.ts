import * as Account from "@faibric/core/auth/account";
import { readMe } from "@faibric/core/auth/auth.contract";
import { http } from "../platform/http";

export const handler = http(readMe, () => Account.readMe());
