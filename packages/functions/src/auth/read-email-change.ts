import * as EmailChange from "@faibric/core/auth/email-change";
import { readEmailChange } from "@faibric/core/auth/email-change.contract";
import { http } from "../platform/http";

export const handler = http(readEmailChange, () => EmailChange.read());
