import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withAttempt } from "../platform/attempt";
import { createId } from "../platform/id";
import { withOrigin } from "../platform/origin";
import { documents } from "../platform/table";
import { newAccount } from "../testing/accounts";
import { requestLink } from "./magic-link";
import { signIn } from "./sign-in";
import { signUp } from "./sign-up";

// Of an address with an account more is written: that somebody tried, and that a mail is wanted. Here each write takes
// so long that it is felt, and the answer must not tell it.
const WRITE_MS = 60;
const NOTICED_MS = 30;
const MOST_ROUNDS = 12;
const PASSWORD = "quiet-walrus-plays-vibraphone-81";

const SLOW = "slow-writes";
beforeAll(() => {
  documents.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        if (/^(Put|Update|Delete|TransactWrite)/.test(commandName)) await sleep(WRITE_MS);
        return next(args);
      },
    { name: SLOW, step: "initialize" },
  );
});
afterAll(() => void documents.middlewareStack.remove(SLOW));

const ASKED: Readonly<Record<string, (email: string) => Promise<unknown>>> = {
  "signing in with a wrong password": (email) => signIn({ email, password: "wrong" }),
  "asking for a link": (email) => requestLink(email, "magic-link"),
  "asking for a new password": (email) => requestLink(email, "reset-password"),
  "signing up": (email) => signUp({ email, password: PASSWORD }),
};

it.each(Object.entries(ASKED))(
  "%s takes as long whether the address has an account",
  async (_, ask) => {
    const newEmail = () => `${createId("usr")}@example.com`;
    const time = async (email: string) => {
      const started = performance.now();
      // A network of its own, so that no limit of it is reached.
      const origin = { address: email, userAgent: "" };
      const attempt = {
        action: "POST /api/auth",
        target: undefined,
        silent: false,
        recorded: false,
      };
      await withOrigin(origin, () => withAttempt(attempt, () => ask(email))).catch(
        ({ code }: { code?: string }) => {
          if (code !== "auth.credentials.wrong") throw new Error(`refused by ${code}`);
        },
      );
      return performance.now() - started;
    };
    const [existing, unknown]: [number[], number[]] = [[], []];
    // What is busy beside makes some take longer, never shorter.
    const apart = () => Math.abs(Math.min(...existing) - Math.min(...unknown));
    for (let round = 0; round < 3 || (round < MOST_ROUNDS && apart() >= NOTICED_MS); round++) {
      const known = newEmail();
      await newAccount(known);
      existing.push(await time(known));
      unknown.push(await time(newEmail()));
    }
    expect(apart()).toBeLessThan(NOTICED_MS);
  },
  60_000,
);
