import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const build = process.env.FAIBRIC_SITE_BUILD;
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

const leanBy = (...loaders) => ({ loaders, condition: "browser" });
const lean = { ...leanBy("./lean-loader.mjs"), as: "*.js" };
const without = (paths) =>
  leanBy({ loader: "./without-loader.mjs", options: { paths: paths.split(" ") } });

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
      "**/zod/index.js": leanBy("./zod-loader.mjs"),
      "*.{contract,schema}.ts": lean,
      "**/core/src/platform/{contract,id}.ts": lean,
      // Calls of the server as Next.js makes them: ours are those of the API.
      "**/next/dist/client/components/router-reducer/reducers/server-action-reducer.js":
        without("serverActionReducer"),
      "**/react-server-dom-turbopack-client.browser.production.js": without("processReply"),
      // Every form has a schema: how fields are judged without one is left out, and so are lists of fields.
      "**/react-hook-form/dist/index.esm.mjs": without(
        "validateField createFormControl.executeBuiltInValidation createFormControl.validateForm createFormControl._setFieldArray createFormControl.setValues createFormControl.resetField createFormControl.setFocus",
      ),
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
