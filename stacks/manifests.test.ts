import { functionsOf, kebab, preflightsOf } from "@faibric/functions/platform/manifest.schema";
import { describe, expect, it } from "vitest";
import { synthesizeApps } from "./testing/apps";
import { functionNameAt, pointedTo, shortName, sorted, text } from "./testing/read-template";
import type { Resource } from "./testing/synthesize";

const apps = await synthesizeApps();

describe.each(apps)("$name", ({ manifests, synthesized }) => {
  const { stacks, of } = synthesized;
  const all = Object.values(stacks).flat();

  it("has a function for each that a manifest declares, and no other but the platform's two", () => {
    const deployed = of("AWS::Lambda::Function").map((one) =>
      shortName(one.Properties.FunctionName),
    );
    const declared = manifests.flatMap(functionsOf).map(({ name }) => name);
    const relay = stacks.Outbox ? ["outbox-relay"] : [];
    expect(sorted(deployed)).toEqual(sorted([...declared, ...relay, "unknown-route"]));
  });

  it("answers all other requests with one function, which floods do not reach", () => {
    const [route, ...others] = of("AWS::ApiGatewayV2::Route", "HttpApi");
    expect(others).toEqual([]);
    expect(route?.Properties.RouteKey).toBe("$default");
    expect(routed(all, route?.Properties)).toBe("unknown-route");
    const [stage] = of("AWS::ApiGatewayV2::Stage", "HttpApi");
    expect(stage?.Properties.RouteSettings).toEqual({
      $default: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });

  it("routes each operation to its function, and has no other route", () => {
    const deployed = of("AWS::ApiGatewayV2::Route")
      .filter(({ Properties }) => / \//.test(Properties.RouteKey))
      .map(({ Properties }) => `${Properties.RouteKey} -> ${routed(all, Properties)}`);
    const declared = manifests.flatMap(({ capability, operations }) =>
      Object.entries(operations).flatMap(([key, { method, path }]) => {
        const methods = method === "GET" ? ["GET", "HEAD"] : [method];
        return methods.map((one) => `${one} ${path} -> ${capability}-${kebab(key)}`);
      }),
    );
    // What other origins may call, their browsers ask about first.
    const preflights = manifests.flatMap((manifest) =>
      Object.entries(preflightsOf(manifest)).map(
        ([path, key]) => `OPTIONS ${path} -> ${manifest.capability}-${kebab(key)}`,
      ),
    );
    expect(declared).not.toHaveLength(0);
    expect(sorted(deployed)).toEqual(sorted([...declared, ...preflights]));
  });

  it("routes what comes by WebSocket to its function, and has no other such route", () => {
    const deployed = of("AWS::ApiGatewayV2::Route")
      .filter(({ Properties }) => !/ \//.test(Properties.RouteKey))
      .filter(({ Properties }) => text(Properties.ApiId).includes("Live"))
      .map(({ Properties }) => `${Properties.RouteKey} -> ${routed(all, Properties)}`);
    const declared = manifests.flatMap(({ capability, sockets }) =>
      Object.entries(sockets).map(([route, key]) => `${route} -> ${capability}-${kebab(key)}`),
    );
    expect(sorted(deployed)).toEqual(sorted(declared));
  });

  it("brings each consumer its event through a rule on the bus, its queue and a mapping", () => {
    const deployed = of("AWS::Events::Rule")
      .filter(({ Properties }) => Properties.EventPattern && !isOfObjects(Properties))
      .map(({ Properties: { EventPattern: pattern, Targets, EventBusName } }) => {
        expect(text(EventBusName)).toContain("Events:");
        expect(Targets).toHaveLength(1);
        const queue = pointedTo(all, Targets[0].Arn);
        return `${pattern.source} ${pattern["detail-type"]} -> ${queue && fed(all, queue)}`;
      });
    const declared = manifests.flatMap(({ capability, consumers }) =>
      Object.entries(consumers).map(([key, { event, ...settings }]) => {
        const name = `${capability}-${kebab(key)}`;
        return `${event.type.split(".")[0]} ${event.type} -> ${describeFeed(name, settings)}`;
      }),
    );
    expect(sorted(deployed)).toEqual(sorted(declared));
  });

  it("reads each queue that a manifest declares with its worker, and no other queue", () => {
    const targets = of("AWS::Events::Rule")
      .filter(({ Properties }) => !isOfObjects(Properties))
      .flatMap(({ Properties }) => Properties.Targets);
    const ofRules = targets.map(({ Arn }) => pointedTo(all, Arn)?.id);
    const deployed = of("AWS::SQS::Queue")
      .filter(({ id, Properties }) => Properties.RedrivePolicy && !ofRules.includes(id))
      .map((queue) => `${queue.Properties.FifoQueue ?? false} ${fed(all, queue)}`);
    const declared = manifests.flatMap(({ capability, queues }) =>
      Object.entries(queues).map(([key, { fifo = false, ...settings }]) => {
        return `${fifo} ${describeFeed(`${capability}-${kebab(key)}`, settings)}`;
      }),
    );
    expect(sorted(deployed)).toEqual(sorted(declared));
  });

  it("tells each queue that asks for it of the objects in its folder, and no other", () => {
    const deployed = of("AWS::Events::Rule")
      .filter(({ Properties }) => isOfObjects(Properties))
      .map(({ Properties: { EventPattern: pattern, Targets, EventBusName } }) => {
        // AWS tells of its own services on the default bus.
        expect(EventBusName).toBeUndefined();
        expect(pattern["detail-type"]).toEqual(["Object Created"]);
        expect(text(pattern.detail.bucket.name[0])).toContain("files");
        const queue = pointedTo(all, Targets[0].Arn);
        return `${pattern.detail.object.key[0].wildcard} -> ${queue && fed(all, queue)}`;
      });
    const declared = manifests.flatMap(({ capability, queues }) =>
      Object.entries(queues).flatMap(([key, { objects, ...settings }]) =>
        objects
          ? `tenant_*/${objects} -> ${describeFeed(`${capability}-${kebab(key)}`, settings)}`
          : [],
      ),
    );
    expect(sorted(deployed)).toEqual(sorted(declared));
  });

  it("starts each schedule's function at its times, and nothing else by the clock", () => {
    const deployed = of("AWS::Events::Rule")
      .filter(({ Properties }) => Properties.ScheduleExpression)
      .map(({ Properties: { ScheduleExpression, Targets, State } }) => {
        const lambda = functionNameAt(all, Targets[0].Arn);
        return `${State} ${ScheduleExpression} -> ${lambda}`;
      });
    const declared = manifests.flatMap(({ capability, schedules }) =>
      Object.entries(schedules).map(
        ([key, { expression }]) => `ENABLED ${expression} -> ${capability}-${kebab(key)}`,
      ),
    );
    expect(sorted(deployed)).toEqual(sorted(declared));
  });

  it("runs each pipeline's definition as it stands, with the functions for its steps", () => {
    const deployed = of("AWS::StepFunctions::StateMachine").map(({ Properties }) => {
      const { StateMachineName, DefinitionString } = Properties;
      const definition = text(DefinitionString).replace(/<([^<>"]+)\.Arn>/g, (_, id: string) => {
        const name = functionNameAt(all, { Ref: id });
        return `step:${name}`;
      });
      return [StateMachineName, JSON.parse(definition)];
    });
    const declared = manifests.flatMap((manifest) =>
      Object.entries(manifest.pipelines).map(([key, { definition }]) => {
        const full = (step: string) => `step:${manifest.capability}-${kebab(key)}-${kebab(step)}`;
        const named = JSON.stringify(definition).replace(/"step:(\w+)"/g, (_, step: string) =>
          JSON.stringify(full(step)),
        );
        return [`test-faibric-${key}`, JSON.parse(named)];
      }),
    );
    expect(Object.fromEntries(deployed)).toEqual(Object.fromEntries(declared));
  });

  it("keeps every stack under 400 resources", () => {
    for (const [stack, resources] of Object.entries(stacks)) {
      expect(resources.length, stack).toBeLessThan(400);
    }
  });
});

it("gives each queue and each pipeline a key that no other capability has", () => {
  for (const { manifests } of apps) {
    const keys = manifests.flatMap(({ queues, pipelines }) => [
      ...Object.keys(queues).map((key) => `queue:${key}`),
      ...Object.keys(pipelines).map((key) => `pipeline:${key}`),
    ]);
    expect(keys).toEqual([...new Set(keys)]);
  }
});

/** Whether a rule is about what happens in the bucket. */
const isOfObjects = ({ EventPattern }: Resource["Properties"]) =>
  EventPattern?.source?.[0] === "aws.s3";

/** The function behind a route, by its integration: a route without one is named so. */
function routed(all: readonly Resource[], { Target }: { Target?: unknown }): string {
  const integration = pointedTo(all, Target);
  expect(integration?.Properties.IntegrationType).toBe("AWS_PROXY");
  return functionNameAt(all, integration?.Properties.IntegrationUri);
}

interface Settings {
  batchSize?: number;
  windowSeconds?: number;
  concurrency?: number;
}

const describeFeed = (name: string, { batchSize = 10, windowSeconds, concurrency }: Settings) =>
  `${name}, ${batchSize} in ${windowSeconds ?? 0} s, ${concurrency ?? "any"} at once`;

/** How a queue is fed to its function, as `describeFeed` says it. */
function fed(all: readonly Resource[], queue: Resource): string {
  const mappings = all.filter(
    ({ Type, Properties }) =>
      Type === "AWS::Lambda::EventSourceMapping" &&
      pointedTo(all, Properties.EventSourceArn)?.id === queue.id,
  );
  expect(mappings).toHaveLength(1);
  const { Properties: mapping } = mappings[0] ?? queue;
  expect(mapping.FunctionResponseTypes).toEqual(["ReportBatchItemFailures"]);
  return describeFeed(functionNameAt(all, mapping.FunctionName), {
    batchSize: mapping.BatchSize,
    windowSeconds: mapping.MaximumBatchingWindowInSeconds,
    concurrency: mapping.ScalingConfig?.MaximumConcurrency,
  });
}
