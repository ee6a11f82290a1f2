"use client";
import { renameTenant } from "@faibric/core/tenant/tenant.contract";
import type { Tenant } from "@faibric/core/tenant/tenant.schema";
import { useTranslations } from "use-intl";
import { useHere, useTenants } from "../frame/tenancy";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { toast } from "../ui/toast";
import { useForm } from "../ui/use-form";
import { settings } from "./api";
import { orRead } from "./use-settings";

export function NameForm({ tenant }: { tenant: Tenant }) {
  const words = useTranslations("settings");
  const { tenantId, tenant: shown } = useHere();
  const tenants = useTenants();
  const rename = async (version: number, name: string) => {
    const changed = await settings.renameTenant({
      params: { tenantId },
      version,
      body: { name },
    });
    shown.set(changed);
    await tenants.reload();
    return changed;
  };
  const { field, submit, failure, busy } = useForm({
    schema: renameTenant.body,
    initial: { name: tenant.name },
    send: async ({ name }) => {
      const { version } = await orRead(() => rename(tenant.version, name), shown.reload);
      toast(words("saved"), async () => void (await rename(version, tenant.name)));
    },
  });
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("save")}>
      <Field label={words("nameLabel")} dir="auto" autoComplete="organization" {...field("name")} />
    </Form>
  );
}
