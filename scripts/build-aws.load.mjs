// Imports each bundle given as JSON, and ends with 1 and its words where one cannot be loaded.
import { pathToFileURL } from "node:url";

const AWS = {
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "offline",
  AWS_SECRET_ACCESS_KEY: "x",
};
const inherited = { PATH: process.env.PATH, ...AWS };

for (const { name, path, environment } of JSON.parse(process.argv[2])) {
  const given = Object.fromEntries(
    environment.map((variable) => [variable, "https://offline.test"]),
  );
  process.env = { ...inherited, ...given };
  try {
    const { handler } = await import(pathToFileURL(path).href);
    if (typeof handler !== "function") throw new Error("it exports no handler");
  } catch (error) {
    process.stdout.write(`${name} cannot be loaded: ${error.message}\n`);
    process.exitCode = 1;
  }
}
