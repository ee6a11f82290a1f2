import * as api from "@faibric/core/api/api.contract";
import * as audit from "@faibric/core/audit/audit.contract";
import * as signingIn from "@faibric/core/auth/auth.contract";
import * as customers from "@faibric/core/auth/customer.contract";
import * as emailChange from "@faibric/core/auth/email-change.contract";
import * as mfa from "@faibric/core/auth/mfa.contract";
import * as passkeys from "@faibric/core/auth/passkey.contract";
import * as keys from "@faibric/core/keys/keys.contract";
import * as offboarding from "@faibric/core/offboarding/offboarding.contract";
import * as secrets from "@faibric/core/secrets/secrets.contract";
import * as site from "@faibric/core/site/site.contract";
import * as storage from "@faibric/core/storage/storage.contract";
import * as tenant from "@faibric/core/tenant/tenant.contract";
import { type Client, createClient } from "./client";
import type { ClientOptions } from "./options";

const auth = { ...signingIn, ...emailChange, ...mfa, ...passkeys, ...customers };

/** Every capability, A to Z. A test compares this with the manifests. */
const contracts = { api, audit, auth, keys, offboarding, secrets, site, storage, tenant };

/** The API, as functions: `faibric.<capability>.<operation>({ params, query, body }, options)`. */
export type Faibric = Client<typeof contracts>;

/** Makes a client of the whole API. Nothing is sent before the first call. */
export function createFaibric(options: ClientOptions): Faibric {
  return createClient(contracts, options);
}
