"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../button";
import { Dialog } from "../dialog";
import { Field } from "../field";

/** Asks for the name of a view. */
export default function SaveView(props: { onClose: () => void; onSave: (name: string) => void }) {
  const { onClose, onSave } = props;
  const words = useTranslations("table");
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  return (
    <Dialog open title={words("save")} lead={words("saveLead")} onClose={onClose}>
      <form
        className="grid gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) onSave(name.trim());
          else setError(words("nameMissing"));
        }}
      >
        <Field
          autoFocus
          label={words("viewName")}
          maxLength={60}
          error={error}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {words("cancel")}
          </Button>
          <Button type="submit">{words("keep")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
