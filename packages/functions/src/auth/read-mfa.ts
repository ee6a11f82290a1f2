import * as Mfa from "@faibric/core/auth/mfa";
import { readMfa } from "@faibric/core/auth/mfa.contract";
import { http } from "../platform/http";

export const handler = http(readMfa, () => Mfa.read());
