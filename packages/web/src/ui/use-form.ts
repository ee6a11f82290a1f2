"use client";
import { ApiError } from "@faibric/sdk";
import { useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type PathValue,
  useForm as useHookForm,
} from "react-hook-form";
import type * as z from "zod";
import { useExplain, useFault } from "./failure";
import { schemaResolver } from "./schema-resolver";
import { ChangedMeanwhileError, useBasis } from "./use-basis";

/**
 * A form of a contract's own body: what the API would refuse is said at its field before it is sent, and
 * what only the API can know comes back to the field it names. Everything typed stays until it is through.
 */
export function useForm<Input extends FieldValues, Output>(options: {
  schema: z.ZodType<Output, Input>;
  /** Followed while nothing is typed; once something is, a change of it is told before it is overwritten. */
  initial: DefaultValues<Input>;
  send: (body: Output) => Promise<void>;
  /** Which field a refusal is about, by its code, where the API names none. */
  about?: Readonly<Record<string, Path<Input>>>;
}) {
  const { schema, initial, send, about = {} } = options;
  const explain = useExplain();
  const fault = useFault();
  const form = useHookForm<Input, unknown, Output>({
    resolver: schemaResolver(schema),
    defaultValues: initial,
    mode: "onTouched",
  });
  const [failure, setFailure] = useState<unknown>();
  const { errors, isSubmitting, isDirty } = form.formState;
  const basis = useBasis(initial, { isDirty, isSubmitting }, form.reset);

  /** Puts what the API says of fields there; false where it names none of this form. */
  const placed = (error: unknown): boolean => {
    if (!(error instanceof ApiError)) return false;
    const { code, issues } = error;
    const named = about[code];
    if (named) form.setError(named, { message: explain(error).text }, { shouldFocus: true });
    const ours = issues.filter(
      ({ path: [part, name] }) => part === "body" && name && name in initial,
    );
    for (const [index, { path, message }] of ours.entries()) {
      const place = path.slice(1).join(".");
      const text = message.replace(`body.${place}: `, "");
      form.setError(place as Path<Input>, { message: text }, { shouldFocus: index === 0 });
    }
    return named !== undefined || ours.length > 0;
  };
  const submit = form.handleSubmit(async (body) => {
    setFailure(undefined);
    try {
      if (basis.hasMoved()) throw new ChangedMeanwhileError();
      await send(body);
      basis.through();
    } catch (error) {
      if (!placed(error)) setFailure(error);
    }
  });
  const inWords = (message: string | undefined) => message && fault(message);
  const field = (name: Path<Input>) => ({
    ...form.register(name),
    error: inWords(messageIn(errors[name])),
  });
  /** For a part that is no input of the browser's, such as a date range or an editor. */
  const chosen = <Name extends Path<Input>>(name: Name) => ({
    value: form.watch(name),
    onChange: (value: PathValue<Input, Name>) => {
      const shouldValidate = form.formState.isSubmitted;
      form.setValue(name, value, { shouldDirty: true, shouldTouch: true, shouldValidate });
    },
    error: inWords(messageIn(errors[name])),
  });
  return {
    field,
    chosen,
    submit,
    failure,
    busy: isSubmitting,
    reset: () => form.reset(),
    watch: () => form.watch(),
  };
}

/** The first message of a field: of one that is a list it may stand at any of its items. */
function messageIn(fault: unknown): string | undefined {
  if (typeof fault !== "object" || fault === null) return undefined;
  if ("message" in fault && typeof fault.message === "string") return fault.message;
  return Object.values(fault).map(messageIn).find(Boolean);
}
