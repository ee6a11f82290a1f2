import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, first: begun last, it would be waited for alone. */
const LONG = [
  "cloud/kill.test.ts",
  "cloud/fuzz.test.ts",
  "cloud/matrix.test.ts",
  "cloud/settings.browser.test.ts",
  ".browser.test.ts",
  "-kill.test.ts",
  "cloud/",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((part) => moduleId.includes(part));
      return place === -1 ? LONG.length : place;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["packages/**/*.test.ts", "stacks/**/*.test.ts"],
    globalSetup: "packages/local/src/testing/setup.ts",
    // One more than the two cores of a small machine: many wait for a store, a browser or a restart.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // What must be quick says so itself, and what waits gives up with words: these only end what hangs.
    hookTimeout: 120_000,
    testTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
