import { redeemMagicLink } from "@faibric/core/auth/auth.contract";
import * as MagicLink from "@faibric/core/auth/magic-link";
import { http } from "../platform/http";

export const handler = http(redeemMagicLink, ({ body }) => MagicLink.redeem(body.token));
