import { manifests } from "@faibric/functions/manifests";
import { preflightsOf } from "@faibric/functions/platform/manifest.schema";
import { expect, it } from "vitest";
import { planOf } from "./plan";

const plan = planOf(manifests);

it("gives every operation a route, and every consumer and work queue a queue with dead letters", () => {
  const operations = manifests.flatMap(({ operations }) => Object.values(operations));
  const consumers = manifests.flatMap(({ consumers }) => Object.keys(consumers));
  const preflights = manifests.flatMap((manifest) =>
    Object.keys(preflightsOf(manifest)).map((path) => `OPTIONS ${path}`),
  );
  expect(plan.routes.map(({ routeKey }) => routeKey).sort()).toEqual(
    operations
      .flatMap(({ method, path }) => [
        `${method} ${path}`,
        ...(method === "GET" ? [`HEAD ${path}`] : []),
      ])
      // What pages of other origins may call, their browsers ask about first.
      .concat(preflights)
      .sort(),
  );
  const workQueues = manifests.flatMap(({ queues }) => Object.keys(queues));
  expect(plan.queues).toHaveLength(consumers.length + workQueues.length);
  expect(plan.queues.find(({ key }) => key === "writeAudit")).toMatchObject({
    name: "audit-write-audit.fifo",
    deadLetters: "audit-write-audit-dead-letters.fifo",
  });
  expect(plan.queues.find(({ key }) => key === "onTenantCreated")).toMatchObject({
    name: "tenant-on-tenant-created",
    deadLetters: "tenant-on-tenant-created-dead-letters",
    pattern: {
      source: ["tenant"],
      detailType: ["tenant.tenant.created"],
      detail: { version: [1] },
    },
  });
});

it("names the functions of a pipeline's steps by their ARNs", () => {
  expect(JSON.stringify(plan.machines)).not.toContain("step:");
  const onboarding = plan.machines.find(({ name }) => name === "onboarding");
  expect(onboarding?.definition.States.applySettings).toMatchObject({
    Resource: "arn:aws:lambda:eu-central-1:000000000000:function:tenant-onboarding-apply-settings",
  });
});
