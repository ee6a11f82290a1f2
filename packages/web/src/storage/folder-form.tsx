"use client";
import { type Folder, NewFolder } from "@faibric/core/storage/storage.schema";
import { useTranslations } from "use-intl";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { useForm } from "../ui/use-form";
import { useStorage } from "./api";
import { refresh, useShown } from "./use-files";

const Entered = NewFolder.pick({ name: true });

/** What a folder is called: a new one in the place at hand, or one that is there. */
export default function FolderForm({ folder, onDone }: { folder?: Folder; onDone: () => void }) {
  const words = useTranslations("storage");
  const storage = useStorage();
  const { place: parentId } = useShown();
  const { field, submit, failure, busy } = useForm({
    schema: Entered,
    initial: { name: folder?.name ?? "" },
    about: { "storage.folder.name_taken": "name" },
    send: async ({ name }) => {
      if (folder) {
        const { folderId } = folder;
        await storage.changeFolder({ params: { folderId }, body: { name } });
      } else await storage.createFolder({ body: { name, parentId } });
      onDone();
      await refresh();
    },
  });
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words(folder ? "rename" : "create")}>
      <Field label={words("name")} dir="auto" autoFocus {...field("name")} />
    </Form>
  );
}
