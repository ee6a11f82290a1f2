import * as operations from "@faibric/core/auth/auth.contract";
import { MailRequested } from "@faibric/core/auth/auth.events";
import * as customers from "@faibric/core/auth/customer.contract";
import * as emailChange from "@faibric/core/auth/email-change.contract";
import * as mfa from "@faibric/core/auth/mfa.contract";
import * as passkeys from "@faibric/core/auth/passkey.contract";
import { defineManifest } from "../platform/manifest.schema";

const SIGN = ["table:write", "secret:access-token-key:create"] as const;

/** To sign for customers, by the key of their tenant, and for nobody else. */
const SIGN_CUSTOMER = ["table:write", "secret:customer-token-secret:create"] as const;

const OPEN_TOTP = "kms:auth-totp:open" as const;

export const manifest = defineManifest({
  capability: "auth",
  operations: { ...operations, ...emailChange, ...mfa, ...passkeys, ...customers },
  consumers: { onMailRequested: { event: MailRequested } },
  grants: {
    signUp: ["table:write"],
    verifyEmail: ["table:write"],
    signIn: SIGN,
    refreshSession: SIGN,
    signOut: ["table:write"],
    readMe: ["table:read"],
    listSessions: ["table:read", "places:read"],
    revokeSession: ["table:write"],
    revokeOtherSessions: ["table:write"],
    requestPasswordReset: ["table:write"],
    confirmPasswordReset: ["table:write"],
    changePassword: ["table:write"],
    requestEmailChange: ["table:write"],
    readEmailChange: ["table:read"],
    cancelEmailChange: ["table:write"],
    confirmEmailChange: ["table:write"],
    stepUpByPassword: ["table:write"],
    stepUpByCode: ["table:write", OPEN_TOTP],
    readMfa: ["table:read"],
    enrolTotp: ["table:write", "kms:auth-totp:seal"],
    confirmTotp: ["table:write", OPEN_TOTP],
    disableTotp: ["table:write"],
    renewRecoveryCodes: ["table:write"],
    verifyMfa: [...SIGN, OPEN_TOTP],
    prepareRegisterPasskey: ["table:write", "site:address"],
    registerPasskey: ["table:write", "site:address"],
    listPasskeys: ["table:read"],
    renamePasskey: ["table:write"],
    removePasskey: ["table:write"],
    prepareSignInByPasskey: ["table:write", "site:address"],
    signInByPasskey: [...SIGN, "site:address"],
    prepareStepUpByPasskey: ["table:write", "site:address"],
    stepUpByPasskey: ["table:write", "site:address"],
    requestMagicLink: ["table:write"],
    redeemMagicLink: SIGN,
    readJsonWebKeys: ["table:read"],
    signUpCustomer: ["table:write"],
    verifyCustomerEmail: ["table:write"],
    signInCustomer: SIGN_CUSTOMER,
    refreshCustomerSession: SIGN_CUSTOMER,
    requestCustomerMagicLink: ["table:write"],
    redeemCustomerMagicLink: SIGN_CUSTOMER,
    requestCustomerPasswordReset: ["table:write"],
    confirmCustomerPasswordReset: ["table:write"],
    changeCustomerPassword: ["table:write"],
    signOutCustomer: ["table:write"],
    readCustomer: ["table:read"],
    listCustomerSessions: ["table:read", "places:read"],
    revokeCustomerSession: ["table:write"],
    revokeOtherCustomerSessions: ["table:write"],
    readCustomerKeys: ["table:read"],
    onMailRequested: ["table:write", "mail:send"],
  },
});
