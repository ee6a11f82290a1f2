import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const RUNTIME = "nodejs24.x";
const MOST_RESOURCES = 400;
const SITE = /WebSite$/;

/** What was built, read from the templates: every stack with its resources and its functions' bundles. */
export function readStacks(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".template.json"))
    .map((file) => {
      const { Resources: resources } = JSON.parse(readFileSync(join(folder, file), "utf8"));
      const all = Object.values(resources);
      const lambdas = all.filter(({ Type }) => Type === "AWS::Lambda::Function");
      // SST and the CDK bring functions of theirs, for a site or a deploy: those have no name of ours.
      const own = lambdas.filter(({ Properties }) => Properties.FunctionName);
      return {
        name: file.replace(/^.+?-faibric-|\.template\.json$/g, ""),
        resources: all.length,
        boundless: boundless(resources),
        lambdas: lambdas.length,
        functions: own.map(({ Properties }) => ({
          name: Properties.FunctionName.replace(/^.+?-faibric-/, ""),
          runtime: Properties.Runtime,
          environment: Object.keys(Properties.Environment?.Variables ?? {}),
          ...bundle(folder, Properties),
        })),
        distribution: all.find(({ Type }) => Type === "AWS::CloudFront::Distribution"),
      };
    });
}

/** Where a function's code is, and its bytes: 0 where the template does not point to a bundle. */
function bundle(folder, { Code, Handler }) {
  const hash = /^(\w+)\.zip$/.exec(Code.S3Key ?? "")?.[1];
  const path = join(folder, `asset.${hash}`, Handler.replace(/\.handler$/, ".mjs"));
  return { path, bytes: existsSync(path) ? statSync(path).size : 0 };
}

/** Statements that allow everything, or everything of one service; found by their shape, anywhere. */
function boundless(value) {
  if (!value || typeof value !== "object") return [];
  const inner = Object.values(value).flatMap(boundless);
  if (value.Effect !== "Allow" || !value.Action) return inner;
  return [value.Action].flat().filter((action) => /^(\*|\w+:\*)$/.test(action));
}

/** What is wrong with a build, in words; nothing where it is as `expected` (the stacks' names) says. */
export function faultsOf(stacks, expected) {
  const names = stacks.map(({ name }) => name);
  const missing = expected.filter((name) => !names.includes(name));
  const functions = stacks.flatMap((stack) => stack.functions);
  const site = stacks.find(({ name }) => SITE.test(name));
  const behaviors = site?.distribution?.Properties.DistributionConfig.CacheBehaviors ?? [];
  return [
    ...missing.map((name) => `the stack ${name} was not built`),
    ...functions.filter(({ bytes }) => !bytes).map(({ name }) => `${name} was not bundled`),
    ...functions
      .filter(({ runtime }) => runtime !== RUNTIME)
      .map(({ name, runtime }) => `${name} runs on ${runtime}, not ${RUNTIME}`),
    ...stacks
      .filter(({ resources }) => resources >= MOST_RESOURCES)
      .map(
        ({ name, resources }) => `${name} has ${resources} resources, of at most ${MOST_RESOURCES}`,
      ),
    ...stacks.flatMap((stack) => stack.boundless.map((action) => `${stack.name} allows ${action}`)),
    ...(behaviors.some(({ PathPattern }) => PathPattern === "/api/*")
      ? []
      : ["CloudFront does not send /api/* to the API"]),
  ];
}

/** A table of the stacks, and one of the bundles from the largest. */
export function describe(stacks) {
  const rows = stacks.map(({ name, resources, lambdas, functions }) => [
    name,
    String(resources),
    String(lambdas),
    functions.length ? kilobytes(Math.max(...functions.map(({ bytes }) => bytes))) : "",
  ]);
  const bundles = stacks
    .flatMap(({ functions }) => functions)
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ name, bytes }) => [name, kilobytes(bytes)]);
  return [
    table([["stack", "resources", "functions", "largest bundle"], ...rows]),
    table([["function", "bundle"], ...bundles]),
  ].join("\n\n");
}

const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
