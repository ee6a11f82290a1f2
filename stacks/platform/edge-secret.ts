import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Stack } from "sst/constructs";
import { secretId } from "./names";

const NAME = "edge-secret";
const LENGTH = 64;

/**
 * What CloudFront puts into each request to the API, so that a function can tell that it came through there.
 * AWS makes it up at the first deploy; no template has it, only this reference, which CloudFormation resolves.
 */
export function makeEdgeSecret(stack: Stack): void {
  new Secret(stack, NAME, {
    secretName: secretId(stack, NAME),
    description: "By which the API knows requests that came through CloudFront.",
    generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
  });
}

export const edgeSecret = (stack: Stack): string =>
  `{{resolve:secretsmanager:${secretId(stack, NAME)}:SecretString}}`;
