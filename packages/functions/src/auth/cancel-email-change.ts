import * as EmailChange from "@faibric/core/auth/email-change";
import { cancelEmailChange } from "@faibric/core/auth/email-change.contract";
import { http } from "../platform/http";

export const handler = http(cancelEmailChange, () => EmailChange.cancel());
