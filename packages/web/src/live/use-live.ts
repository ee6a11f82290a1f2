"use client";
import type { TenantId } from "@faibric/core/platform/id";
import { useEffect, useEffectEvent } from "react";
import type { Heard } from "./connection";
import { listen } from "./live";

/** Hears what happens in a tenant while the component is on the page; undefined: nothing yet. */
export function useLive(tenantId: TenantId | undefined, hear: (heard: Heard) => void): void {
  const onHeard = useEffectEvent(hear);
  useEffect(() => (tenantId ? listen(tenantId, onHeard) : undefined), [tenantId]);
}
