"use client";
import { Slug, TenantName } from "@faibric/core/tenant/tenant.schema";
import { useState } from "react";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { useForm } from "../ui/use-form";
import { slugOf } from "./slug";
import { StepForm, type StepProps } from "./steps";

const Entered = z.object({ name: TenantName, slug: z.union([z.literal(""), Slug]) });

/** What the business is called. Its address follows from that, unless somebody wants another. */
export function NameStep({ draft, change, next, taken }: StepProps & { taken: boolean }) {
  const words = useTranslations();
  const [choosing, choose] = useState(draft.slug !== "");
  // What is typed is kept as it is typed: the form does not begin anew with it.
  const [initial] = useState(() => ({ name: draft.name, slug: draft.slug }));
  const { field, submit, failure, busy, watch } = useForm({
    schema: Entered,
    initial,
    send: async (entered) => {
      change(entered);
      next();
    },
  });
  const { name } = watch();
  const suggested = slugOf(name, draft.spare);
  const slug = field("slug");
  const kept = (part: "name" | "slug") => {
    const { onChange, ...rest } = field(part);
    return {
      ...rest,
      onChange: async (event: React.ChangeEvent<HTMLInputElement>) => {
        change({ [part]: event.target.value });
        await onChange(event);
      },
    };
  };
  return (
    <StepForm step="name" submit={submit} failure={failure} busy={busy}>
      <Field
        label={words("welcome.name.label")}
        autoComplete="organization"
        dir="auto"
        {...kept("name")}
      />
      {choosing || taken ? (
        <Field
          label={words("welcome.name.slug")}
          hint={words("welcome.name.slugHint")}
          placeholder={suggested}
          autoCapitalize="none"
          spellCheck={false}
          {...kept("slug")}
          error={slug.error ?? (taken ? words("problem.refused.tenant-slug-taken") : undefined)}
        />
      ) : (
        name.trim() && (
          <p className="flex flex-wrap items-baseline gap-x-3 text-quiet text-sm">
            <span className="break-all">{words("welcome.name.address", { slug: suggested })}</span>
            <Button look="link" onClick={() => choose(true)}>
              {words("welcome.name.another")}
            </Button>
          </p>
        )
      )}
    </StepForm>
  );
}
