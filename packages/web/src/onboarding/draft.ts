"use client";
import { GOALS, type GoalKind, INDUSTRIES } from "@faibric/core/tenant/business.schema";
import { useEffect, useState } from "react";
import * as z from "zod";

/** What somebody has said so far of the business that they are about to found. */
const Draft = z.object({
  name: z.string(),
  /** "" while the name decides it. */
  slug: z.string(),
  kind: z.enum(INDUSTRIES).optional(),
  description: z.string(),
  color: z.string(),
  goals: z.array(z.enum(GOALS)),
  sample: z.boolean(),
  /** Digits for an address that the name does not make: always the same, so that it does not change while one types. */
  spare: z.string(),
});
export type Draft = z.infer<typeof Draft>;

const FIRST_GOALS: readonly GoalKind[] = ["found"];
const fresh = (): Draft => ({
  ...{ name: "", slug: "", description: "", color: "#1d5577", sample: true },
  goals: [...FIRST_GOALS],
  spare: String(1_000 + Math.floor(Math.random() * 9_000)),
});

const KEPT = "welcome";

/** The draft, which outlives a reload in this tab. Undefined until the browser was asked for it. */
export function useDraft() {
  const [draft, setDraft] = useState<Draft>();
  useEffect(() => setDraft(read() ?? fresh()), []);
  const change = (part: Partial<Draft>) =>
    setDraft((before) => {
      const next = { ...(before ?? fresh()), ...part };
      window.sessionStorage.setItem(KEPT, JSON.stringify(next));
      return next;
    });
  return { draft, change };
}

/** What was said is done: the next business begins with nothing. */
export const forgetDraft = (): void => window.sessionStorage.removeItem(KEPT);

function read(): Draft | undefined {
  try {
    return Draft.parse(JSON.parse(window.sessionStorage.getItem(KEPT) ?? ""));
  } catch {
    return undefined; // nothing is kept, or what another version of this page has kept
  }
}
