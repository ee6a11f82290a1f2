"use client";
import type { SettingsChange, Tenant } from "@faibric/core/tenant/tenant.schema";
import { ApiError } from "@faibric/sdk";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { toast } from "../ui/toast";
import { settings } from "./api";

/** Changes settings of the business, and offers to take it back. Undo is refused where others changed them since. */
export function useSettings(tenant: Tenant) {
  const words = useTranslations("settings");
  const { tenantId, tenant: shown } = useHere();
  const params = { tenantId };
  const send = async (version: number, body: SettingsChange) => {
    const changed = await settings.changeSettings({ params, version, body });
    shown.set(changed);
    return changed;
  };
  return async (body: SettingsChange) => {
    const { brand = {}, goals = [], ...others } = tenant.settings ?? {};
    const changed = await orRead(() => send(tenant.version, body), shown.reload);
    toast(words("saved"), async () => {
      await send(changed.version, { ...others, brand, goals });
    });
  };
}

/** Where somebody else was faster, what is shown is read again; the form keeps what was entered. */
export async function orRead<T>(change: () => Promise<T>, reload: () => Promise<void>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof ApiError && error.code === "platform.item.stale") await reload();
    throw error;
  }
}
