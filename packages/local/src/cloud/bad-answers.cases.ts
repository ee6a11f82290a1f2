import { beforeAll, describe, expect, it } from "vitest";
import { placesOf } from "../visit/places";
import { answerBadly, BAD, type Bad, OPERATIONS } from "./bad-answers";
import { AT_THE_DOOR, type Deed } from "./bad-answers.deeds";
import { type At, doBadly, readBadly } from "./bad-answers.hands";
import type { startConsole } from "./console.fixture";
import { type Furnished, furnish } from "./furnished.fixture";

type Platform = Awaited<ReturnType<typeof startConsole>>;
const PATIENCE_MS = 20_000;

/** What is read on every page of the console. */
const OF_FRAME: readonly string[] = ["readMe", "listTenants", "readTenant"];
const READS = new Set(OPERATIONS.filter(({ method }) => method === "GET").map(({ name }) => name));

/** What each page reads, and what is done before one is signed in, is answered badly: in one way after the other, in turn. */
export function badAnswers(platform: Platform): void {
  describe("a bad answer", () => {
    let here: Furnished;
    beforeAll(async () => {
      here = await furnish(platform, 1);
    });

    it("to what a page reads is told in a sentence, until it can be read", async () => {
      const ada = await lane(platform);
      await ada.signIn(here.email, "/sign-in?next=/account/sessions");
      await ada.title("Sessions");
      const nextWay = turns();
      const faults: string[] = [];
      const read = (path: string, isBad: (op: string) => boolean) =>
        noting(faults, path, readBadly(ada, { path, isBad }, nextWay()));
      // What the frame of a business reads is there on each of its pages: one at a time, at the first.
      for (const op of OF_FRAME) await read(`/app/${here.slug}`, (one) => one === op);
      for (const { path, signedIn } of placesOf(here)) {
        if (!signedIn) continue;
        const isFramed = /^.(app|account)/.test(path);
        await read(path, (op) => READS.has(op) && !(isFramed && OF_FRAME.includes(op)));
      }
      await ada.leave();
      expect(faults).toEqual([]);
    }, 240_000);

    it("to what is done at the door is told in a sentence, keeps what was entered, and is done at the next try", async () => {
      const carol = await lane(platform);
      const nextWay = turns();
      const faults: string[] = [];
      for (const deed of AT_THE_DOOR) {
        const ways = [nextWay(), nextWay()];
        const fault = BAD.filter((bad) => deed.field && bad.isFault && !ways.includes(bad));
        const doIt = async () => doBadly(carol, await filled(deed), [...ways, ...fault]);
        await noting(faults, deed.op, doIt());
      }
      await carol.leave();
      expect(faults).toEqual([]);
    }, 240_000);

    async function filled(deed: Deed): Promise<Deed> {
      const email = `carol.${here.email}`;
      const subject = /^mail:(.*)$/.exec(deed.at)?.[1];
      const [text = ""] = subject ? await platform.mails(email, subject) : [];
      const { pathname, hash } = new URL(/http\S+#token=\S+/.exec(text)?.[0] ?? platform.site);
      const entered = Object.entries(deed.enter ?? {}).map(([label, said]) => [
        label,
        said.replace("#carol", email),
      ]);
      return {
        ...deed,
        at: subject ? `${pathname}${hash}` : deed.at,
        enter: Object.fromEntries(entered),
      };
    }
  });
}

/** A browser of somebody's, whose answers can be made bad. */
async function lane(platform: Platform) {
  const visitor = await platform.visitor();
  const answers = await answerBadly(visitor.page);
  visitor.page.setDefaultTimeout(PATIENCE_MS);
  return { ...visitor, answers } satisfies At;
}

function turns(): () => Bad {
  let turn = 0;
  return () => BAD[turn++ % BAD.length] as Bad;
}

async function noting(faults: string[], what: string, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    faults.push(`${what}: ${said.slice(0, 400)}`);
  }
}
