"use client";
import type { VersionedProfile } from "@faibric/core/site/profile.schema";
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { orRead } from "../settings/use-settings";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { Field } from "../ui/field";
import { Loaded } from "../ui/loaded";
import { Section } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { TextField } from "../ui/text-field";
import { toast } from "../ui/toast";
import { type Cached, useCached } from "../ui/use-cached";
import { useForm } from "../ui/use-form";
import { DAYS } from "./hours-text";
import { siteProfile } from "./profile-api";
import { enteredOf, enteredSchema } from "./profile-entered";
import { SiteHeader } from "./site-tabs";

/** What the business tells everybody about itself. */
export function ProfilePage() {
  const { tenantId, may } = useHere();
  const profile = useCached(`site/profile/${tenantId}`, () =>
    siteProfile.readProfile({ params: { tenantId } }),
  );
  return (
    <>
      <SiteHeader />
      <Loaded of={profile} waiting={<Skeleton rows={6} />}>
        {(found) => (
          <fieldset disabled={!may("site.write")} className="min-w-0">
            <ProfileForm profile={found} cached={profile} />
          </fieldset>
        )}
      </Loaded>
    </>
  );
}

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

function ProfileForm(props: { profile: VersionedProfile; cached: Cached<VersionedProfile> }) {
  const { profile, cached } = props;
  const words = useTranslations("site");
  const locale = useLocale();
  const { tenantId, may } = useHere();
  const schema = useMemo(
    () => enteredSchema({ hoursWrong: words("hoursWrong"), linkWrong: words("linksHint") }),
    [words],
  );
  const { field, submit, failure, busy } = useForm({
    schema,
    initial: enteredOf(profile),
    send: async (body) => {
      const { version } = profile;
      const params = { tenantId };
      const changed = await orRead(
        () => siteProfile.replaceProfile({ params, version, body }),
        cached.reload,
      );
      cached.set(changed);
      const { version: _, ...before } = profile;
      toast(words("saved"), async () => {
        cached.set(
          await siteProfile.replaceProfile({ params, version: changed.version, body: before }),
        );
      });
    },
  });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return (
    <form onSubmit={submit} noValidate className="grid gap-8">
      <Section title={words("about")} lead={words("aboutLead")}>
        <Field label={words("tagline")} dir="auto" {...field("tagline")} />
        <TextField label={words("description")} rows={4} dir="auto" {...field("description")} />
      </Section>
      <Section title={words("contact")} lead={words("contactLead")}>
        <Field label={words("email")} type="email" {...field("email")} />
        <Field label={words("phone")} type="tel" dir="ltr" {...field("phone")} />
        <Field label={words("street")} dir="auto" {...field("street")} />
        <div className="grid gap-5 sm:grid-cols-[8rem_1fr]">
          <Field label={words("postalCode")} {...field("postalCode")} />
          <Field label={words("city")} dir="auto" {...field("city")} />
        </div>
        <div className="grid gap-5 sm:grid-cols-[1fr_8rem]">
          <Field label={words("region")} dir="auto" {...field("region")} />
          <Field label={words("country")} hint={words("countryHint")} {...field("country")} />
        </div>
      </Section>
      <Section title={words("hours")} lead={words("hoursLead")}>
        {DAYS.map((day, index) => (
          <Field
            key={day}
            label={weekday.format(MONDAY + index * DAY_MS)}
            placeholder="09:00-12:30, 14:00-18:00"
            dir="ltr"
            {...field(day)}
          />
        ))}
      </Section>
      <Section title={words("links")} lead={words("linksLead")}>
        <TextField
          label={words("links")}
          hint={words("linksHint")}
          rows={4}
          spellCheck={false}
          {...field("links")}
        />
        {failure !== undefined && <Failure error={failure} />}
        {may("site.write") && (
          <Button type="submit" busy={busy} className="justify-self-start">
            {words("save")}
          </Button>
        )}
      </Section>
    </form>
  );
}
