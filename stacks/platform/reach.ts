import { PolicyStatement } from "aws-cdk-lib/aws-iam";

/** What a function has to be given so that it can reach something: a policy, and where to find it. */
export interface Reach {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
}

/** Actions on resources, and nothing beside them. */
export function allow(
  actions: string[],
  resources: string[],
  environment: Reach["environment"] = {},
): Reach {
  return { environment, statements: [new PolicyStatement({ actions, resources })] };
}
