"use client";
import { lazy, Suspense } from "react";
import { INPUT, Labelled } from "../field";
import { useHydrated } from "../use-hydrated";
import type { Choice } from "./choice";

const ChooseSome = lazy(() => import("./choose-some"));

/** Some of many, as tags; where it is allowed, also what is not among them yet. */
export function TagsField(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  placeholder?: string;
  disabled?: boolean;
  choices: readonly Choice[];
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
  /** Whether what is typed may become a tag of its own. */
  allowsNew?: boolean;
}) {
  const { label, hint, error, ...rest } = props;
  const isHydrated = useHydrated();
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => {
        const still = <input {...described} readOnly value="" className={INPUT} />;
        return isHydrated ? (
          <Suspense fallback={still}>
            <ChooseSome {...rest} label={label} described={described} />
          </Suspense>
        ) : (
          still
        );
      }}
    </Labelled>
  );
}
