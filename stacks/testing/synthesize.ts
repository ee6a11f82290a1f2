import fs from "node:fs/promises";
import { App } from "sst/constructs";
import { initProject } from "sst/project.js";

/** A CloudFormation resource, as its template has it. */
export interface Resource {
  /** Its name within its template, which `Ref` and `Fn::GetAtt` give. */
  readonly id: string;
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: templates are JSON of any shape, read by the tests
  readonly Properties: any;
  readonly DeletionPolicy?: string;
}

export interface Synthesized {
  /** By stack, as it is named in sst.config.ts: `Tenant`. */
  readonly stacks: Readonly<Record<string, readonly Resource[]>>;
  /** All resources of one type, of one stack or of all. */
  of(type: string, stack?: string): readonly Resource[];
}

const STAGE = "test";

// SST tidies up what other synths have left beside its config, and waits for nobody: of two at once, one finds
// what the other has just removed, which would be an error that no test has.
const { unlink } = fs;
fs.unlink = async (path) => {
  await unlink(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" || !String(path).includes(".sst.config.")) throw error;
  });
};

/**
 * The templates of an app, made without an account, a network or a bundler: `app.finish()`, which would
 * need them, is not called. The site is left out: it would be built by Next; `npm run build:aws` does.
 */
export async function synthesize(
  declare: (app: App) => unknown,
  stage = STAGE,
): Promise<Synthesized> {
  await initProject({ stage });
  const app = new App({
    stage,
    mode: "deploy",
    name: "faibric",
    region: "eu-central-1",
    isActiveStack: (name) => !name.endsWith("-WebSite"),
  });
  await declare(app);
  const { stacks: artifacts } = app.synth();
  const stacks = Object.fromEntries(
    artifacts.map(({ stackName, template }) => [
      stackName.replace(`${stage}-faibric-`, ""),
      Object.entries<Resource>(template.Resources ?? {}).map(([id, one]) => ({ ...one, id })),
    ]),
  );
  delete stacks.WebSite;
  return {
    stacks,
    of: (type, stack) =>
      (stack ? (stacks[stack] ?? []) : Object.values(stacks).flat()).filter(
        (resource) => resource.Type === type,
      ),
  };
}
