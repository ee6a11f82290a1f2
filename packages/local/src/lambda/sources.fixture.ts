import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { serveAws } from "../wire/endpoint";
import type { LambdaFunction } from "./function-call";
import type { BuildReport } from "./handlers";
import { createLambda, type FunctionLine, type LambdaOptions } from "./lambda";

/** For tests: a folder of TypeScript sources, and a Lambda that serves each of its `fn-*.ts` files. */
export async function lambdaOf(
  sources: Readonly<Record<string, string>>,
  options: Partial<LambdaOptions> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), "lambda-"));
  const write = async (file: string, text: string) => {
    const path = join(folder, "src", file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };
  await Promise.all(Object.entries(sources).map(([file, text]) => write(file, text)));
  const functions: Record<string, LambdaFunction> = {};
  for (const file of Object.keys(sources).filter((name) => name.startsWith("fn-"))) {
    const entry = join(folder, "src", file);
    functions[file.slice(3, -3)] = { entry, timeoutSeconds: 5 };
  }
  const lines: FunctionLine[] = [];
  const builds: BuildReport[] = [];
  const lambda = await createLambda({
    functions,
    outDir: join(folder, "out"),
    onLog: (line) => lines.push(line),
    onBuild: (report) => builds.push(report),
    watch: false,
    ...options,
  });
  const endpoint = await serveAws([lambda]);
  return {
    lambda,
    folder,
    url: endpoint.url,
    lines,
    builds,
    write,
    async close() {
      await endpoint.close(); // closes the Lambda too
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type LambdaFixture = Awaited<ReturnType<typeof lambdaOf>>;
