import * as contract from "@faibric/core/storage/storage.contract";
import { createClient } from "@faibric/sdk";
import { useMemo } from "react";
import { useHere } from "../frame/tenancy";
import { asked } from "../session/api";

/** The client of a business's files. */
export const storageOf = (tenantId: string) =>
  createClient({ storage: contract }, { ...asked, tenantId }).storage;

export function useStorage() {
  const { tenantId } = useHere();
  return useMemo(() => storageOf(tenantId), [tenantId]);
}
