import { refreshCustomerSession } from "@faibric/core/auth/customer.contract";
import { tokensOf } from "@faibric/core/auth/customer-tokens";
import * as Refresh from "@faibric/core/auth/refresh";
import { http } from "../platform/http";

export const handler = http(refreshCustomerSession, async ({ body }) =>
  tokensOf(await Refresh.refresh(body.refreshToken)),
);
