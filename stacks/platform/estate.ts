import type { Estate } from "@faibric/functions/platform/estate";
import type { Manifest } from "@faibric/functions/platform/manifest.schema";
import { type Stack, use } from "sst/constructs";
import { dataOf } from "./data";
import { Encryption } from "./encryption";
import { Events } from "./events";
import { LiveApi } from "./live-api";
import { logGroupPrefixes, pipelineArnPrefix, secretId } from "./names";
import { OffboardingSession } from "./offboarding-session";
import { findQueue, queueName } from "./queue-name";
import { Sites } from "./sites";
import { TenantSession } from "./tenant-session";

/** What grants name, as references between the stacks. `manifests` are where queues and pipelines are declared. */
export function estateOf(stack: Stack, manifests: readonly Manifest[]): Estate {
  const { partition, region, account } = stack;
  return {
    ...{ partition, region, account },
    ...dataOf(),
    bus: () => use(Events).bus.eventBusArn,
    key: () => use(Encryption).key.keyArn,
    sites: () => {
      const { connections, distribution } = use(Sites);
      const own = `arn:${partition}:cloudfront::${account}:distribution/${distribution.attrId}`;
      return [own, connections.attrArn];
    },
    sockets: () => {
      const { api, stage } = use(LiveApi);
      return `${api.apiId}/${stage.stageName}`;
    },
    role: (which) => {
      if (which === "tenant-session") return use(TenantSession).role.roleArn;
      const { reader, eraser } = use(OffboardingSession);
      return (which === "tenant-eraser" ? eraser : reader).roleArn;
    },
    pipeline: (key) => {
      if (!manifests.some(({ pipelines }) => key in pipelines)) {
        throw new Error(`pipeline:${key} is granted, but no manifest declares that pipeline`);
      }
      return `${pipelineArnPrefix(stack)}${key}`;
    },
    queue: (key) => queueName(stack, findQueue(manifests, key)),
    secret: (name) => secretId(stack, name),
    logGroupPrefixes: () => logGroupPrefixes(stack),
  };
}
