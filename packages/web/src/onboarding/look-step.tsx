"use client";
import { Brand } from "@faibric/core/tenant/tenant.schema";
import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useBrand } from "../frame/brand";
import { Field } from "../ui/field";
import { StepForm, type StepProps } from "./steps";

const { primaryColor } = Brand.shape;
/** To begin with. Each is readable with black or white on it, as any colour is. */
const SWATCHES =
  "#1d5577 #0f766e #2f6b2f #b45309 #b91c1c #9d174d #6d28d9 #1e3a8a #374151 #f5b700".split(" ");

/** The business's colour, seen where it will be used. */
export function LookStep({ draft, change, next }: StepProps) {
  const words = useTranslations("welcome.look");
  const [refused, refuse] = useState(false);
  const color = primaryColor.safeParse(draft.color.trim()).data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (color) return next();
    refuse(true);
    document.getElementsByName("color")[0]?.focus();
  };
  return (
    <StepForm step="look" submit={submit}>
      <fieldset className="grid gap-2">
        <legend className="pb-2 font-medium text-sm">{words("swatches")}</legend>
        <div className="flex flex-wrap gap-2">
          {SWATCHES.map((swatch) => (
            <Swatch
              key={swatch}
              color={swatch}
              label={words("swatch", { color: swatch })}
              checked={swatch === draft.color.toLowerCase()}
              onChoose={() => change({ color: swatch })}
            />
          ))}
        </div>
      </fieldset>
      <div className="flex items-start gap-3">
        <div className="grow">
          <Field
            label={words("color")}
            hint={words("colorHint")}
            name="color"
            spellCheck={false}
            value={draft.color}
            onChange={(event) => change({ color: event.target.value })}
            onBlur={() => refuse(true)}
            error={refused && !color ? words("colorWrong") : undefined}
          />
        </div>
        <input
          type="color"
          aria-label={words("pick")}
          value={color?.toLowerCase() ?? "#000000"}
          onChange={(event) => change({ color: event.target.value })}
          className="mt-7 h-11 w-14 shrink-0 cursor-pointer rounded-lg border border-edge bg-raised p-1"
        />
      </div>
      <Preview name={draft.name} color={color} />
    </StepForm>
  );
}

function Swatch(props: { color: string; label: string; checked: boolean; onChoose: () => void }) {
  const { color, label, checked, onChoose } = props;
  return (
    <label className="relative cursor-pointer rounded-full border border-line p-1 has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2">
      <input
        type="radio"
        name="swatch"
        aria-label={label}
        checked={checked}
        onChange={onChoose}
        className="sr-only"
      />
      <span
        aria-hidden
        // By script, for no style may stand in the page.
        ref={(element) => element?.style.setProperty("background", color)}
        className="block size-8 rounded-full"
      />
    </label>
  );
}

/** How a page of the business begins, in its colour. */
function Preview({ name, color }: { name: string; color: string | undefined }) {
  const words = useTranslations("welcome.look");
  const ref = useBrand(color);
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <p id={id} className="font-medium text-sm">
        {words("preview")}
      </p>
      <div ref={ref} className="overflow-hidden rounded-xl border border-line bg-raised">
        <p
          dir="auto"
          className="break-words bg-brand px-5 py-3 font-semibold text-on-brand tracking-tight"
        >
          {name || words("nameless")}
        </p>
        <div className="grid gap-3 px-5 py-5">
          <p className="text-quiet text-sm">{words("sentence")}</p>
          <span className="justify-self-start rounded-lg bg-brand px-4 py-2 font-medium text-on-brand text-sm">
            {words("button")}
          </span>
        </div>
      </div>
    </section>
  );
}
