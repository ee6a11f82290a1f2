import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ["packages/**/*.test.ts", "stacks/**/*.test.ts"],
    globalSetup: "packages/local/src/testing/setup.ts",
    // The fifty kills take minutes of mostly waiting: everything else runs beside them.
    maxWorkers: 2,
    hookTimeout: 60_000,
    testTimeout: 20_000,
  },
});
