import * as operations from "@faibric/core/offboarding/offboarding.contract";
import {
  ErasureCompleted,
  ErasureRequested,
  ExportRequested,
} from "@faibric/core/offboarding/offboarding.events";
import { ARCHIVE_DAYS, LOG_DAYS } from "@faibric/core/offboarding/offboarding.schema";
import { defineManifest, type Pipeline } from "../platform/manifest.schema";
import { repeated, stepState } from "../platform/repeated";

const DAY_SECONDS = 86_400;

/** Collects, packs, and deletes the archive when its time is over. */
const exporting = {
  steps: ["collectItems", "packArchive", "finishExport", "failExport", "expireExport"],
  definition: {
    StartAt: "collectItems",
    States: {
      ...repeated({ run: "collectItems", next: "packArchive", failed: "failExport" }),
      ...repeated({ run: "packArchive", next: "finishExport", failed: "failExport" }),
      finishExport: { ...stepState("finishExport", "failExport"), Next: "Keep" },
      Keep: { Type: "Wait", Seconds: ARCHIVE_DAYS * DAY_SECONDS, Next: "expireExport" },
      expireExport: { ...stepState("expireExport"), End: true },
      failExport: { ...stepState("failExport"), Next: "Failed" },
      Failed: { Type: "Fail", Error: "ExportFailed", Cause: "See `error`." },
    },
  },
} as const satisfies Pipeline;

/**
 * Waits until the owner can no longer change their mind, closes the doors, waits for whatever is inside to
 * end, then erases and looks, as often as it takes until nothing is found. When the logs of its time have ended
 * it looks through them, too.
 */
const erasing = {
  steps: [
    "beginErasure",
    "eraseItems",
    "eraseObjects",
    "checkErasure",
    "finishErasure",
    "checkLogs",
  ],
  definition: {
    StartAt: "Grace",
    States: {
      Grace: { Type: "Wait", TimestampPath: "$.eraseAt", Next: "beginErasure" },
      beginErasure: {
        ...stepState("beginErasure"),
        ResultPath: "$.step",
        Next: "Still wanted",
      },
      "Still wanted": {
        Type: "Choice",
        Choices: [{ Variable: "$.step.begun", BooleanEquals: true, Next: "Settle" }],
        Default: "Cancelled",
      },
      Cancelled: { Type: "Succeed" },
      Settle: { Type: "Wait", SecondsPath: "$.settleSeconds", Next: "eraseObjects" },
      ...repeated({ run: "eraseObjects", next: "eraseItems", failed: "Failed" }),
      ...repeated({ run: "eraseItems", next: "checkErasure", failed: "Failed" }),
      checkErasure: {
        ...stepState("checkErasure", "Failed"),
        ResultPath: "$.step",
        Next: "Nothing left",
      },
      "Nothing left": {
        Type: "Choice",
        Choices: [{ Variable: "$.step.clean", BooleanEquals: true, Next: "finishErasure" }],
        Default: "Settle",
      },
      finishErasure: { ...stepState("finishErasure", "Failed"), Next: "Logs end" },
      // A day more than they are kept: they do not end to the minute.
      "Logs end": { Type: "Wait", Seconds: (LOG_DAYS + 1) * DAY_SECONDS, Next: "checkLogs" },
      checkLogs: { ...stepState("checkLogs", "Failed"), ResultPath: "$.step", Next: "In no log" },
      "In no log": {
        Type: "Choice",
        Choices: [{ Variable: "$.step.clean", BooleanEquals: true, Next: "Proved" }],
        Default: "Another day",
      },
      "Another day": { Type: "Wait", Seconds: DAY_SECONDS, Next: "checkLogs" },
      Proved: { Type: "Succeed" },
      Failed: { Type: "Fail", Error: "ErasureFailed", Cause: "See `error`; start it again." },
    },
  },
} as const satisfies Pipeline;

export const manifest = defineManifest({
  capability: "offboarding",
  operations,
  consumers: {
    onExportRequested: { event: ExportRequested },
    onErasureRequested: { event: ErasureRequested },
    onErasureCompleted: { event: ErasureCompleted },
  },
  pipelines: { exporting, erasing },
  grants: {
    requestExport: ["table:write"],
    readExport: ["table:read", "bucket:exports:read"],
    requestErasure: ["table:write"],
    readErasure: ["table:read"],
    cancelErasure: ["table:write"],
    onExportRequested: ["table:write", "pipeline:exporting"],
    onErasureRequested: ["table:write", "pipeline:erasing", "mail:send"],
    onErasureCompleted: ["table:write", "mail:send"],
    collectItems: ["table:write", "session:read", "live:push"],
    packArchive: ["table:write", "session:read", "live:push"],
    finishExport: ["table:write", "session:read", "live:push"],
    failExport: ["table:write", "session:read", "live:push"],
    expireExport: ["table:write", "session:read"],
    beginErasure: ["table:write", "session:erase", "live:push"],
    eraseItems: ["table:write", "session:erase"],
    eraseObjects: ["table:write", "session:erase"],
    checkErasure: ["table:read", "session:erase"],
    finishErasure: ["table:write"],
    checkLogs: ["table:write", "logs:read"],
  },
  timeouts: {
    collectItems: 60,
    packArchive: 60,
    finishExport: 60,
    failExport: 60,
    expireExport: 60,
    eraseItems: 60,
    eraseObjects: 60,
    checkErasure: 60,
    checkLogs: 120,
  },
});
