import { findEngine } from "./engine";

// Says which DynamoDB engine this machine would run, for `npx faibric doctor`; or what to install.
try {
  process.stdout.write(`${findEngine().kind}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
