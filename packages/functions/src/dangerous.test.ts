import { type Contract, isSafe, permissionOf } from "@faibric/core/platform/contract";
import { expect, it } from "vitest";
import { manifests } from "./manifests";

const operations: Record<string, Contract> = Object.assign(
  {},
  ...manifests.map((manifest) => manifest.operations),
);

/** What whoever has stolen a session could do lasting harm with. */
const DANGEROUS_PERMISSIONS: readonly string[] = [
  "keys.write",
  "offboarding.manage",
  "secrets.write",
  "tenant.govern",
  "tenant.manage",
];
/** What needs no proof although it is among them, and why. */
const HARMLESS: Readonly<Record<string, string>> = {
  cancelErasure: "it keeps what is there",
  restoreTenant: "it opens what is the owner's own",
  retryOnboarding: "it sets up what was to be set up",
  revokeInvitation: "it lets in nobody",
  revokeApiKey: "it takes away",
  revokeAppKey: "it takes away",
  renameApiKey: "it gives a key no more than it had",
  revokeAllApiKeys: "it takes away",
  updateAppKey: "an app key gives nothing but whose it is",
  createAppKey: "an app key gives nothing but whose it is",
};
/** What a person does to their own account that would lock them out of it, or let another in. */
const DANGEROUS_TO_ONESELF = [
  "requestEmailChange",
  "enrolTotp",
  "disableTotp",
  "renewRecoveryCodes",
  "prepareRegisterPasskey",
  "registerPasskey",
  "removePasskey",
];

const dangerous = Object.entries(operations).filter(
  ([name, contract]) =>
    !isSafe(contract) &&
    DANGEROUS_PERMISSIONS.includes(permissionOf(contract) ?? "") &&
    !(name in HARMLESS),
);

it.each(dangerous)(
  "%s asks for a late proof, as all does that is dangerous to a tenant",
  (_name, contract) => {
    expect(contract.stepUp).toBe(true);
  },
);

it.each(DANGEROUS_TO_ONESELF)("%s asks for a late proof", (name) => {
  expect(operations[name]?.stepUp).toBe(true);
});

it("excuses nothing that is not there, or asks for it all the same", () => {
  for (const name of Object.keys(HARMLESS)) {
    expect(operations[name], name).toBeDefined();
    expect(operations[name]?.stepUp ?? false, name).toBe(false);
  }
  expect(dangerous.map(([name]) => name)).toEqual(
    expect.arrayContaining(["requestErasure", "requestExport", "suspendTenant", "changeRole"]),
  );
});
