// `npm start`: installs what is missing, then runs the laptop cloud on the pinned Node.
import { join } from "node:path";
import { ROOT } from "./setup.mjs";

// What V8 has compiled is kept for the next start. Tests build the same at ever new places: not there.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, "node_modules", ".cache", "compiled");
process.argv.splice(2, 0, "packages/local/src/main.ts");
await import("./run.mjs");
