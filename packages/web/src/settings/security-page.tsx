"use client";
import {
  SecurityChange,
  SecuritySettings,
  SuspensionReason,
  type Tenant,
} from "@faibric/core/tenant/tenant.schema";
import { ApiError } from "@faibric/sdk";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { useHere } from "../frame/tenancy";
import { LinkButton } from "../ui/button";
import { CheckField } from "../ui/check-field";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Loaded } from "../ui/loaded";
import { PageHeader, Section } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { useForm } from "../ui/use-form";
import { settings } from "./api";
import { orRead } from "./use-settings";

/** What only owners decide: who is let in, and whether anybody is. */
export function SecurityPage() {
  const words = useTranslations("security");
  const { tenant } = useHere();
  return (
    <>
      <PageHeader title={words("title")} lead={words("lead")} />
      <Section title={words("entry")} lead={words("entryLead")}>
        <Loaded of={tenant} waiting={<Skeleton rows={3} />}>
          {(found) => <EntryForm tenant={found} />}
        </Loaded>
      </Section>
      {(tenant.value?.status ?? "active") === "active" && (
        <Section title={words("suspend")} lead={words("suspendLead")}>
          <Loaded of={tenant} waiting={<Skeleton rows={2} />}>
            {() => <SuspendForm />}
          </Loaded>
        </Section>
      )}
    </>
  );
}

const Entered = z.object({
  requireMfa: z.boolean(),
  auditRetentionDays: z.coerce
    .number<string>()
    .pipe(SecurityChange.shape.auditRetentionDays.unwrap()),
});

function EntryForm({ tenant }: { tenant: Tenant }) {
  const words = useTranslations("security");
  const { tenantId, tenant: shown } = useHere();
  const now = SecuritySettings.parse(tenant.security ?? {});
  const prove = useTranslations("session");
  const { field, submit, failure, busy } = useForm({
    schema: Entered,
    initial: { requireMfa: now.requireMfa, auditRetentionDays: String(now.auditRetentionDays) },
    send: async (body) => {
      const { version } = tenant;
      const params = { tenantId };
      const change = () => settings.changeSecurity({ params, version, body });
      shown.set(await orRead(change, shown.reload));
      // Who asks a second factor of everybody is asked for theirs by the next reading: at once, not later.
      if (body.requireMfa) await shown.reload();
      toast(words("saved"));
    },
  });
  const { error: _, ...mfa } = field("requireMfa");
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("save")}>
      <CheckField label={words("requireMfa")} hint={words("requireMfaHint")} {...mfa} />
      {failure instanceof ApiError && failure.code === "tenant.security.factor_needed" && (
        <LinkButton
          href="/account/security"
          look="quiet"
          size="small"
          className="justify-self-start"
        >
          {prove("setUp")}
        </LinkButton>
      )}
      <Field
        label={words("retention")}
        hint={words("retentionHint")}
        inputMode="numeric"
        {...field("auditRetentionDays")}
      />
    </Form>
  );
}

const Reason = z.object({ reason: z.union([z.literal(""), SuspensionReason]) });

function SuspendForm() {
  const words = useTranslations("security");
  const { tenantId, tenant } = useHere();
  const { field, submit, failure, busy } = useForm({
    schema: Reason,
    initial: { reason: "" },
    send: async ({ reason }) => {
      const body = reason ? { reason } : {};
      tenant.set(await settings.suspendTenant({ params: { tenantId }, body }));
      toast(words("suspended"), async () =>
        tenant.set(await settings.restoreTenant({ params: { tenantId } })),
      );
    },
  });
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("suspendNow")}>
      <Field label={words("reason")} hint={words("reasonHint")} dir="auto" {...field("reason")} />
    </Form>
  );
}
