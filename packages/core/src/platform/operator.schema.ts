import * as z from "zod";

/** How the laptop cloud's AWS services are reached. The credentials open nothing anywhere else. */
export const LOCAL_AWS = {
  stage: "local",
  /** Unless FAIBRIC_AWS_PORT says otherwise. */
  port: 4566,
  region: "eu-central-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
} as const;

/** The parameter that tells the operator's tool where a stage is. It is written by what makes the stage. */
export const operatorParameter = (stage: string): string => `/faibric/${stage}/operator`;

/** The secret that the tool keeps a stage's private signing key in. */
export const accessTokenKeyId = (stage: string): string => `faibric/${stage}/access-token-key`;

/** The secret that the signing keys of all tenants' pools are derived from. */
export const customerTokenSecretId = (stage: string): string =>
  `faibric/${stage}/customer-token-secret`;

/** What stands in that parameter, as JSON. Standard parameters hold 4 KB: names and addresses only. */
export const OperatorParameter = z.object({
  tableName: z.string(),
  busName: z.string(),
  busArn: z.string(),
  /** What events are replayed from. */
  archiveArn: z.string(),
  /** What the names of the stage's queues, rules and functions begin with; empty on a laptop. */
  queuePrefix: z.string(),
  /** The ARN of a pipeline's state machine, up to the pipeline's key. */
  pipelineArnPrefix: z.string(),
  /** Without a slash at its end. */
  apiUrl: z.string(),
  filesBucket: z.string(),
  /** The KMS key that secrets are sealed under. */
  kmsKeyId: z.string(),
  /** The IDs of the secrets that functions are granted: an operator has to fill them. */
  secrets: z.array(z.string()).default([]),
});
export type OperatorParameter = z.infer<typeof OperatorParameter>;
