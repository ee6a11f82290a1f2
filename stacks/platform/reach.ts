import type { PolicyStatement } from "aws-cdk-lib/aws-iam";

/** A file that is deployed beside a function's bundle. */
export interface ShippedFile {
  /** From the repository's folder. */
  readonly from: string;
  /** From the folder that Lambda runs the function in. */
  readonly to: string;
}

/** What a function has to be given so that it can reach something: a policy, where to find it, and files. */
export interface Reach {
  readonly environment: Readonly<Record<string, string>>;
  readonly statements: readonly PolicyStatement[];
  readonly files?: readonly ShippedFile[];
}
