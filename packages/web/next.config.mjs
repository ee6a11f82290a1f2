import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const build = process.env.FAIBRIC_SITE_BUILD;
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

const lean = { loaders: ["./lean-loader.mjs"], condition: "browser" };

/** @type {import("next").NextConfig} */
export default {
  // The laptop's own build, beside that of a site which is being worked on. It is served from where it is, and
  // its types have been checked; what is deployed stands alone.
  ...(build
    ? { distDir: build, typescript: { ignoreBuildErrors: true } }
    : { output: "standalone" }),
  // The workspace's root, so that the build finds what pnpm links, and does not guess from lock files.
  outputFileTracingRoot: root,
  turbopack: {
    root,
    // The guides, as the text they are.
    rules: {
      "*.md": { type: "text" },
      // What a page loads has only the schemas and operations that it uses, and of zod only what parses.
      "**/zod/v4/{classic/schemas,core/to-json-schema}.js": lean,
      "*.{contract,schema}.ts": { ...lean, as: "*.js" },
    },
    // Words are read on the server: what a page loads only fills in their gaps, 9 KB less.
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
  },
  // TypeScript as it is written: they are built with the app.
  transpilePackages: ["@faibric/core", "@faibric/sdk"],
  poweredByHeader: false,
  devIndicators: false,
  images: { unoptimized: true },
};
