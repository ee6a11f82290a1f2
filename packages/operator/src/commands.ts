import type { Command, Option } from "./command";

/** Every command takes these. */
export const GLOBAL_OPTIONS = {
  stage: { value: "<name>", says: "which stage (default local: the laptop cloud)" },
  region: { value: "<name>", says: "the stage's AWS region (default: that of your AWS profile)" },
  json: { says: "prints JSON" },
  help: { says: "shows this" },
  version: { says: "shows the version" },
} satisfies Record<string, Option>;

/** All that the tool can do, in the order it is listed. */
export const COMMANDS: readonly Command[] = [
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
];
