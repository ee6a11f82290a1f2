import * as EmailChange from "@faibric/core/auth/email-change";
import { requestEmailChange } from "@faibric/core/auth/email-change.contract";
import { http } from "../platform/http";

export const handler = http(requestEmailChange, ({ body }) => EmailChange.request(body.email));
