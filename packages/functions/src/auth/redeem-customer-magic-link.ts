import { redeemCustomerMagicLink } from "@faibric/core/auth/customer.contract";
import { tokensOf } from "@faibric/core/auth/customer-tokens";
import * as MagicLink from "@faibric/core/auth/magic-link";
import { http } from "../platform/http";

export const handler = http(redeemCustomerMagicLink, async ({ body }) =>
  tokensOf(await MagicLink.redeem(body.token)),
);
