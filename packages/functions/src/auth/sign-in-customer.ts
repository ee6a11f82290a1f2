import { signInCustomer } from "@faibric/core/auth/customer.contract";
import { tokensOf } from "@faibric/core/auth/customer-tokens";
import * as SignIn from "@faibric/core/auth/sign-in";
import { http } from "../platform/http";

export const handler = http(signInCustomer, async ({ body }) =>
  tokensOf(await SignIn.signIn(body)),
);
