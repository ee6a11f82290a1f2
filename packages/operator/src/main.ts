import { run } from "./run";

// Whoever reads the output may have seen enough: `npx faibric tenants list | head -3`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

process.exitCode = await run(process.argv.slice(2));
