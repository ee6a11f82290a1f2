import { verifyCustomerEmail } from "@faibric/core/auth/customer.contract";
import * as SignUp from "@faibric/core/auth/sign-up";
import { http } from "../platform/http";

export const handler = http(verifyCustomerEmail, ({ body }) => SignUp.verifyEmail(body.token));
