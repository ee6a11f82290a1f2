import * as Account from "@faibric/core/auth/account";
import { readCustomer } from "@faibric/core/auth/customer.contract";
import { http } from "../platform/http";

export const handler = http(readCustomer, () => Account.readCustomer());
