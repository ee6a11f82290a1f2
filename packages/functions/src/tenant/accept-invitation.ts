import * as Joining from "@faibric/core/tenant/joining";
import { acceptInvitation } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(acceptInvitation, ({ body }) => Joining.accept(body.token));
