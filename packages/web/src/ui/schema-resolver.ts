import {
  type Field,
  type FieldErrors,
  type FieldValues,
  get,
  type Resolver,
  set,
} from "react-hook-form";
import type * as z from "zod";

type Issue = z.core.$ZodIssue;

/** How a form asks a schema: the first fault of each field, at the field. */
export function schemaResolver<Input extends FieldValues, Output>(
  schema: z.ZodType<Output, Input>,
): Resolver<Input, unknown, Output> {
  return async (values, _, { fields }) => {
    const { success, data, error } = await schema.safeParseAsync(values);
    if (success) return { values: data, errors: {} };
    const errors: FieldErrors<Input> = {};
    for (const { path, message } of faultsOf(error.issues)) {
      if (get(errors, path)) continue;
      const field: Field["_f"] | undefined = get(fields, path);
      set(errors, path, { type: "schema", message, ref: field?.ref });
    }
    return { values: {}, errors };
  };
}

interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Of what may be one of several, the fault is that of the one that it is nearest to. */
function faultsOf(issues: readonly Issue[], above: readonly PropertyKey[] = []): readonly Fault[] {
  return issues.flatMap((issue) => {
    const at = [...above, ...issue.path];
    const [nearest, ...others] =
      issue.code === "invalid_union"
        ? issue.errors.toSorted((one, other) => one.length - other.length)
        : [];
    if (nearest?.length) return [nearest, ...others].flatMap((faults) => faultsOf(faults, at));
    return [{ path: at.join("."), message: issue.message }];
  });
}
