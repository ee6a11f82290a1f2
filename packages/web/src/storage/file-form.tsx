"use client";
import { NewUpload, type StoredFile } from "@faibric/core/storage/storage.schema";
import { useTranslations } from "use-intl";
import { TagsField } from "../ui/choices/tags-field";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { useForm } from "../ui/use-form";
import { useStorage } from "./api";
import { refresh } from "./use-files";

const Entered = NewUpload.pick({ name: true, tags: true });

/** What a file is called, and its tags. */
export default function FileForm({ file, onDone }: { file: StoredFile; onDone: () => void }) {
  const words = useTranslations("storage");
  const storage = useStorage();
  const { fileId, name, tags, version } = file;
  const { field, chosen, submit, failure, busy } = useForm({
    schema: Entered,
    initial: { name, tags },
    send: async (body) => {
      await storage.changeFile({ params: { fileId }, version, body });
      onDone();
      await refresh();
    },
  });
  const tagged = chosen("tags");
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("save")}>
      <Field label={words("name")} dir="auto" autoFocus {...field("name")} />
      <TagsField
        label={words("tags")}
        allowsNew
        choices={tags.map((tag) => ({ value: tag, label: tag }))}
        values={tagged.value ?? []}
        onChange={(values) => tagged.onChange([...values])}
        error={tagged.error}
      />
    </Form>
  );
}
