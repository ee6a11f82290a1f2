"use client";
import { useHere } from "../frame/tenancy";
import { useExplain } from "../ui/failure";
import { toast } from "../ui/toast";
import type { Dropped } from "./dropped";
import { send } from "./uploads";
import { useShown } from "./use-files";

/** Sends files into the place at hand; why none could be sent is said in passing. */
export function useSend() {
  const { tenantId } = useHere();
  const { place } = useShown();
  const explain = useExplain();
  return (files: readonly Dropped[]) => {
    if (files.length === 0) return;
    send(tenantId, place, files).catch((error: unknown) => toast(explain(error).text));
  };
}
