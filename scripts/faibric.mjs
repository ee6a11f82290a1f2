#!/usr/bin/env node
// `npx faibric …`: the operator's tool, on the pinned Node.
import { join } from "node:path";
import { ROOT } from "./setup.mjs";

process.argv.splice(2, 0, join(ROOT, "packages/operator/src/main.ts"));
await import("./run.mjs");
