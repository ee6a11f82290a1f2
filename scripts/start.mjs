// `npm start`: installs what is missing, then runs the laptop cloud on the pinned Node.
process.argv.splice(2, 0, "packages/local/src/main.ts");
await import("./run.mjs");
