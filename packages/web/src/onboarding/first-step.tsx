"use client";
import { GOALS } from "@faibric/core/tenant/business.schema";
import { ApiError } from "@faibric/sdk";
import { useLocale, useTranslations } from "use-intl";
import { CheckField } from "../ui/check-field";
import { useAction } from "../ui/use-action";
import { found } from "./found";
import { habitsOfBrowser } from "./habits";
import { StepForm, type StepProps } from "./steps";

/** What the business wants first, and then it is founded. */
export function FirstStep(
  props: Omit<StepProps, "next"> & { onFounded: (slug: string) => void; onTaken: () => void },
) {
  const { draft, change, onFounded, onTaken } = props;
  const words = useTranslations("welcome.first");
  const reader = useLocale();
  const { run, busy, failure } = useAction(async () => {
    try {
      onFounded(await found(draft));
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "tenant.slug.taken")) throw error;
      onTaken();
    }
  });
  const { timeZone, locale, currency } = habitsOfBrowser();
  const toggle = (goal: (typeof GOALS)[number]) =>
    change({
      goals: draft.goals.includes(goal)
        ? draft.goals.filter((other) => other !== goal)
        : [...draft.goals, goal],
    });
  const habits = {
    timeZone: timeZone.replaceAll("_", " "),
    language: new Intl.DisplayNames(reader, { type: "language" }).of(locale) ?? locale,
    currency: new Intl.DisplayNames(reader, { type: "currency" }).of(currency) ?? currency,
  };
  return (
    <StepForm
      step="first"
      submit={(event) => {
        event.preventDefault();
        if (!busy) void run();
      }}
      failure={failure}
      busy={busy}
      label={words("found")}
    >
      <fieldset className="grid gap-4">
        <legend className="sr-only">{words("title")}</legend>
        {GOALS.map((goal) => (
          <CheckField
            key={goal}
            label={words(`goal.${goal}`)}
            hint={words(`goalHint.${goal}`)}
            checked={draft.goals.includes(goal)}
            onChange={() => toggle(goal)}
          />
        ))}
      </fieldset>
      <CheckField
        label={words("sample")}
        hint={words("sampleHint")}
        checked={draft.sample}
        onChange={({ target }) => change({ sample: target.checked })}
      />
      <p className="rounded-lg border border-line px-4 py-3 text-quiet text-sm">
        {words("habits", habits)}
      </p>
    </StepForm>
  );
}
