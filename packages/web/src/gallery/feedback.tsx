"use client";
import { ApiError, ConnectionError } from "@faibric/sdk";
import { useState } from "react";
import { Button } from "../ui/button";
import { ErrorBoundary } from "../ui/error-boundary";
import { Failure } from "../ui/failure";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { Unavailable } from "../ui/unavailable";
import { ProgressBar } from "../ui/work/progress-bar";
import { type Work, WorkProgress } from "../ui/work/work-progress";
import { LONG } from "./samples";
import { Specimen, Specimens } from "./specimen";

const stay = () => {};
const WORKS: readonly (readonly [string, Work])[] = [
  ["Photos.zip", { state: "running", done: 18_400_000, total: 52_000_000, unit: "bytes" }],
  ["Customers.csv", { state: "running", says: "Looking for doubles" }],
  [LONG, { state: "paused", done: 340, total: 1_200 }],
  ["Export of March", { state: "done", total: 1_200 }],
  [
    "Import of orders",
    { state: "failed", done: 700, total: 1_200, says: "Line 701 has no amount." },
  ],
];

/** How it goes, and what went wrong. */
export function Feedback() {
  return (
    <div className="grid grid-cols-1 gap-8">
      <Specimens wide>
        {WORKS.map(([label, work]) => (
          <WorkProgress
            key={label}
            label={label}
            work={work}
            onPause={stay}
            onResume={stay}
            onCancel={stay}
            onRetry={stay}
          />
        ))}
        <div className="grid content-center gap-4">
          <ProgressBar label="A third" value={0.33} />
          <ProgressBar label="Nobody knows" />
        </div>
      </Specimens>
      <Specimens>
        <Specimen name="good">
          <Notice look="good">Saved. Everybody sees it now.</Notice>
        </Specimen>
        <Specimen name="warning">
          <Notice look="warn">Your card expires this month.</Notice>
        </Specimen>
        <Specimen name="offline">
          <Failure error={new ConnectionError("orders.listOrders", new Error("offline"))} />
        </Specimen>
        <Specimen name="our fault, with its number">
          <Failure error={OURS} />
        </Specimen>
        <Specimen name="waiting">
          <Skeleton rows={3} className="h-8" />
        </Specimen>
        <Specimen name="a part that breaks">
          <Breaking />
        </Specimen>
      </Specimens>
      <Unavailable error={OURS} retry={() => Promise.resolve()} />
    </div>
  );
}

const OURS = new ApiError(
  "orders.listOrders",
  { status: 500, requestId: "req_01jz7k4q9x8w3v5t6s7r8q9p0n", retryAfter: undefined },
  { code: "platform.internal", detail: "Something went wrong." },
);

function Breaking() {
  const [broken, setBroken] = useState(false);
  return (
    <div className="grid gap-3">
      <Button look="quiet" size="small" onClick={() => setBroken(!broken)}>
        {broken ? "Mend it" : "Break it"}
      </Button>
      <ErrorBoundary of={broken}>
        <Brittle broken={broken} />
      </ErrorBoundary>
    </div>
  );
}

function Brittle({ broken }: { broken: boolean }) {
  if (broken) throw OURS;
  return <p className="text-sm">It holds.</p>;
}
