import type { Command, Option } from "./command";

/** Every command takes these. */
export const GLOBAL_OPTIONS = {
  stage: { value: "<name>", says: "which stage (default local: the laptop cloud)" },
  region: { value: "<name>", says: "the stage's AWS region (default: that of your AWS profile)" },
  json: { says: "prints JSON" },
  help: { says: "shows this" },
  version: { says: "shows the version" },
} satisfies Record<string, Option>;

const yes = { says: "does it without asking" };

/** All that the tool can do, in the order it is listed. */
export const COMMANDS: readonly Command[] = [
  {
    words: ["doctor"],
    summary: "Tell what is missing or misconfigured on this machine or stage",
    options: {},
    notes: "Exits with 1 where there is a problem; a warning is none.",
    load: async () => (await import("./doctor")).doctor,
  },
  {
    words: ["token"],
    summary: "Print an access token for trying the API",
    options: {
      user: { value: "<usr_…>", says: "for whom (default: a person kept for this stage)" },
      expires: { value: "<time>", says: "how long it is good, 10m to 12h (default 1h)" },
      yes: { says: "needed on any stage but local" },
    },
    notes: `The same person each time, so what you created yesterday is still yours:

  TOKEN=$(npx faibric token)

On any other stage than local this is break-glass: whoever holds the token is that
person. The signing key is read from the stage's secrets, which AWS puts on record.`,
    load: async () => (await import("./token")).token,
  },
  {
    words: ["keys", "rotate"],
    summary: "Sign access tokens with new keys from now on; nobody is signed out",
    options: { yes },
    notes: `The console's key, and what the keys of all tenants' pools are derived from. Functions
sign with the new ones within five minutes. The public halves of the old ones end by
themselves, once no token that they signed can be good.`,
    load: async () => (await import("./rotate-keys")).rotateKeys,
  },
  {
    words: ["secrets", "renew"],
    summary: "Put every tenant's secrets under the KMS key that is now in use",
    options: { yes },
    notes: `For the day that a KMS key has to go: AWS itself makes the key new material each year, and
for that nothing has to be done. No value is decrypted. It can be cut off, and done again.
Exits with 1 where a secret does not open.`,
    load: async () => (await import("./renew-secrets")).renewSecrets,
  },
  {
    words: ["tenants", "list"],
    summary: "List the tenants, the newest first",
    options: {
      limit: { value: "<n>", says: "at most this many (default 100)" },
      status: { value: "<status>", says: "only those: onboarding, active, failed or suspended" },
    },
    load: async () => (await import("./list-tenants")).listTenants,
  },
  {
    words: ["tenants", "suspend"],
    argument: "<tenant>",
    summary: "Suspend a tenant: its owners may read, nobody else anything",
    options: { reason: { value: "<text>", says: "what its owners are told" }, yes },
    notes: "It counts from the next request. Only an operator can restore it then.",
    load: async () => (await import("./suspend-tenant")).suspendTenant,
  },
  {
    words: ["tenants", "restore"],
    argument: "<tenant>",
    summary: "Restore a suspended tenant, whoever has suspended it",
    options: { yes },
    load: async () => (await import("./suspend-tenant")).restoreTenant,
  },
  {
    words: ["tenants", "erase"],
    argument: "<tenant>",
    summary: "Erase a tenant at once: all its items, files and entries, for good",
    options: { yes },
    notes: `Without the seven days that its owners would have to cancel it. Nobody is let in from
now on. How far it is, and the proof when it is done: npx faibric tenants erasure <tenant>`,
    load: async () => (await import("./erase-tenant")).eraseTenant,
  },
  {
    words: ["tenants", "erasure"],
    argument: "<tenant>",
    summary: "Show how far the erasure of a tenant is, and what was erased",
    options: {},
    notes: "What is left of an erased tenant are IDs, counts and instants. They are kept for good.",
    load: async () => (await import("./erase-tenant")).showErasure,
  },
  {
    words: ["dlq", "list"],
    summary: "List the dead-letter queues, with what is in them",
    options: {},
    notes: "The oldest is that of ten messages, which is all SQS shows at once.",
    load: async () => (await import("./list-dead-letters")).listDeadLetters,
  },
  {
    words: ["dlq", "show"],
    argument: "<queue>",
    summary: "Show dead letters: what they are, and why nobody could handle them",
    options: {
      limit: { value: "<n>", says: "at most this many (default 10)" },
      message: { value: "<id>", says: "only this one" },
    },
    notes: "They stay where they are. For a moment they are hidden from others who look.",
    load: async () => (await import("./show-dead-letters")).showDeadLetters,
  },
  {
    words: ["dlq", "redrive"],
    argument: "<queue>",
    summary: "Send dead letters back to the queue they died in, to be tried again",
    options: {
      all: { says: "all that are there now" },
      message: { value: "<id>", says: "only this one" },
      yes,
    },
    notes: "What was handled after all has no effect a second time.",
    load: async () => (await import("./redrive-dead-letters")).redriveDeadLetters,
  },
  {
    words: ["events", "replay"],
    summary: "Send archived events to a consumer again",
    options: {
      from: { value: "<instant>", says: "from when, as 2026-01-31T09:00:00Z; included" },
      to: { value: "<instant>", says: "until when" },
      consumer: { value: "<name>", says: "as tenant.onTenantCreated (default: every consumer)" },
      "dry-run": { says: "says what would be done, and does nothing" },
      yes,
    },
    notes: `A consumer remembers for 30 days what it has handled: an event that it handled
already changes nothing. Ctrl-C cancels the replay; what was sent until then stays sent.
On AWS an event is in the archive some minutes after it happened.`,
    load: async () => (await import("./replay-events")).replayEvents,
  },
];
