"use client";
import { INDUSTRIES, Industry } from "@faibric/core/tenant/business.schema";
import {
  Briefcase,
  Dumbbell,
  GraduationCap,
  Hammer,
  HandHeart,
  HeartPulse,
  Hotel,
  type LucideIcon,
  Scissors,
  Shapes,
  ShoppingBag,
  Utensils,
} from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { Field } from "../ui/field";
import { useForm } from "../ui/use-form";
import { StepForm, type StepProps } from "./steps";

const ICONS: Readonly<Record<(typeof INDUSTRIES)[number], LucideIcon>> = {
  food: Utensils,
  retail: ShoppingBag,
  beauty: Scissors,
  health: HeartPulse,
  fitness: Dumbbell,
  trades: Hammer,
  education: GraduationCap,
  professional: Briefcase,
  hospitality: Hotel,
  nonprofit: HandHeart,
  other: Shapes,
};

/** What the business does: one of a few, and in its own words. */
export function WorkStep({ draft, change, next }: StepProps) {
  const words = useTranslations("welcome.work");
  const kinds = useTranslations("industry");
  const Entered = z
    .object({
      kind: z.enum(INDUSTRIES, words("missing")).nullish(),
      description: z.string(),
    })
    .transform(({ kind, description }, { addIssue }): z.input<typeof Industry> => {
      if (!kind) {
        addIssue({ code: "custom", path: ["kind"], message: words("missing") });
        return z.NEVER;
      }
      if (kind === "other" && !description.trim()) {
        addIssue({ code: "custom", path: ["description"], message: words("descriptionMissing") });
      }
      return { kind, description: description.trim() || undefined };
    })
    .pipe(Industry);
  // What is typed is kept as it is typed: the form does not begin anew with it.
  const [initial] = useState(() => ({ kind: draft.kind ?? null, description: draft.description }));
  const { field, submit, failure, busy } = useForm({
    schema: Entered,
    initial,
    send: async () => next(),
  });
  const { error, onChange, ...radio } = field("kind");
  const description = field("description");
  return (
    <StepForm step="work" submit={submit} failure={failure} busy={busy}>
      <fieldset
        className="grid gap-2"
        aria-describedby={error ? "kind-below" : undefined}
        aria-invalid={error ? true : undefined}
      >
        <legend className="sr-only">{words("legend")}</legend>
        <div className="grid grid-cols-1 gap-2 min-[340px]:grid-cols-2 sm:grid-cols-3">
          {INDUSTRIES.map((kind) => {
            const Icon = ICONS[kind];
            return (
              <label
                key={kind}
                className="flex min-h-12 cursor-pointer items-center gap-2.5 rounded-lg border border-line bg-raised px-3 py-2 text-sm hover:border-edge has-checked:border-brand has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent has-checked:ring-1 has-checked:ring-brand has-focus-visible:outline-offset-2"
              >
                <input
                  type="radio"
                  value={kind}
                  {...radio}
                  onChange={async (event) => {
                    change({ kind });
                    await onChange(event);
                  }}
                  className="sr-only"
                />
                <Icon aria-hidden className="size-4 shrink-0 text-quiet" />
                <span className="min-w-0 break-words">{kinds(kind)}</span>
              </label>
            );
          })}
        </div>
        {error && (
          <p id="kind-below" role="alert" className="text-bad text-sm">
            {error}
          </p>
        )}
      </fieldset>
      <Field
        label={words("description")}
        hint={words("descriptionHint")}
        dir="auto"
        {...description}
        onChange={async (event) => {
          change({ description: event.target.value });
          await description.onChange(event);
        }}
      />
    </StepForm>
  );
}
