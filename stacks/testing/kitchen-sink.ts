import { defineContract } from "@faibric/core/platform/contract";
import { defineEvent } from "@faibric/core/platform/event";
import { defineManifest } from "@faibric/functions/platform/manifest.schema";

const SinkFilled = defineEvent("kitchen.sink.filled", 1, {});

/** A capability with one of everything that a manifest can say. Nothing of it is ever bundled. */
export const kitchen = defineManifest({
  capability: "kitchen",
  operations: {
    fillSink: defineContract({
      method: "POST",
      path: "/api/kitchen/sinks/{sinkId}/fill",
      summary: "Fill a sink",
      access: "user",
    }),
    drainSink: defineContract({
      method: "DELETE",
      path: "/api/kitchen/sinks/{sinkId}",
      summary: "Drain a sink",
      access: "anyone",
    }),
  },
  consumers: {
    onSinkFilled: { event: SinkFilled, batchSize: 500, windowSeconds: 20, concurrency: 7 },
  },
  queues: {
    washDishes: { fifo: true, batchSize: 5, concurrency: 3 },
    dryDishes: {},
    countDishes: { objects: "dishes/clean/*" },
  },
  schedules: {
    everyNightScrubFloor: { expression: "cron(0 3 * * ? *)" },
  },
  pipelines: {
    cooking: {
      steps: ["chopOnions", "fryOnions"],
      definition: {
        StartAt: "both",
        States: {
          both: {
            Type: "Parallel",
            Branches: [
              {
                StartAt: "chop",
                States: { chop: { Type: "Task", Resource: "step:chopOnions", End: true } },
              },
            ],
            Next: "each",
          },
          each: {
            Type: "Map",
            ItemProcessor: {
              StartAt: "fry",
              States: { fry: { Type: "Task", Resource: "step:fryOnions", End: true } },
            },
            End: true,
          },
        },
      },
    },
  },
  sockets: { $connect: "openTap", $disconnect: "closeTap", $default: "openTap", rinse: "openTap" },
  grants: {
    drainSink: ["kms:recipe:seal"],
    fillSink: ["table:write", "queue:washDishes", "queue:dryDishes", "pipeline:cooking"],
    onSinkFilled: ["table:read", "live:push", "mail:send"],
    washDishes: [
      "bucket:dishes/clean:read",
      "bucket:dishes/dirty:write",
      "persons-bucket:dishes:read",
    ],
    countDishes: [
      "bucket:dishes/clean:versions",
      "bucket:dishes/clean:purge",
      "bucket:dishes/new:receive",
      "files:address",
    ],
    dryDishes: ["secret:towel-key", "model:eu.anthropic.claude-sonnet-5-v1:0"],
    everyNightScrubFloor: ["model:amazon.nova-lite-v1:0", "events:publish"],
    chopOnions: ["tenant-session"],
    fryOnions: ["session:read", "table:read", "kms:recipe:open"],
    openTap: ["table:write", "places:read"],
    closeTap: ["table:write"],
  },
  timeouts: { washDishes: 120 },
});
