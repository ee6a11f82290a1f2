"use client";
import type { Vendor, VendorField } from "@faibric/core/secrets/vendor.schema";
import { useTranslations } from "use-intl";
import * as z from "zod";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { PasswordField } from "../ui/field";
import { useForm } from "../ui/use-form";
import { secrets } from "./api";
import { type Connection, wordOf } from "./offered";

/** The keys of a vendor. What is stored is not shown, for nobody can see it; what is left empty stays. */
export default function VendorForm(props: {
  vendor: Vendor;
  connection: Connection;
  onStored: () => Promise<void>;
  onClose: () => void;
}) {
  const { vendor, connection, onStored, onClose } = props;
  const words = useTranslations("integrations");
  const cancel = useTranslations("ui")("cancel");
  const { tenantId } = useHere();
  const isStored = (name: string) => connection.stored.some((one) => one.name === name);
  const labelOf = ({ name }: VendorField) => words(`fields.${wordOf(name)}.label`);
  const likeOf = ({ name }: VendorField) => words(`fields.${wordOf(name)}.like`);
  const schemaOf = (field: VendorField) =>
    z
      .string()
      .trim()
      .refine((value) => value !== "" || field.optional || isStored(field.name), words("missing"))
      .refine(
        (value) => value === "" || field.shape.test(value),
        words("wrong", { label: labelOf(field), vendor: vendor.name, like: likeOf(field) }),
      );
  // A name with a dot would be a path to the form.
  const keyed = vendor.fields.map((field) => ({ field, key: wordOf(field.name) }));
  const { field, submit, failure, busy } = useForm({
    schema: z
      .record(z.string(), z.string())
      .pipe(z.object(Object.fromEntries(keyed.map(({ field, key }) => [key, schemaOf(field)])))),
    initial: Object.fromEntries(keyed.map(({ key }) => [key, ""])),
    send: async (entered) => {
      for (const { field, key } of keyed) {
        const value = entered[key];
        const params = { tenantId, name: field.name };
        if (value) await secrets.setSecret({ params, body: { value } });
      }
      await onStored();
    },
  });
  return (
    <form onSubmit={submit} noValidate autoComplete="off" className="grid gap-5">
      {keyed.map(({ field: one, key }) => (
        <PasswordField
          key={key}
          label={labelOf(one)}
          hint={words(isStored(one.name) ? "hintStored" : one.optional ? "hintOptional" : "hint", {
            like: likeOf(one),
          })}
          autoComplete="off"
          {...field(key)}
        />
      ))}
      {failure !== undefined && <Failure error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {cancel}
        </Button>
        <Button type="submit" busy={busy}>
          {words("store")}
        </Button>
      </div>
    </form>
  );
}
