"use client";
import type { Folder, Place, StoredFile } from "@faibric/core/storage/storage.schema";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Form } from "../ui/form";
import { SelectField } from "../ui/select-field";
import { useAction } from "../ui/use-action";
import { useStorage } from "./api";
import { pathTo, refresh, useFolders } from "./use-files";

/** Moves files, or a folder, to another place. */
export default function MoveForm(props: {
  files?: readonly StoredFile[];
  folder?: Folder;
  onDone: () => void;
}) {
  const { files = [], folder, onDone } = props;
  const words = useTranslations("storage");
  const storage = useStorage();
  const { value: folders = [] } = useFolders();
  const [place, choose] = useState<Place>(folder?.parentId ?? files[0]?.folderId ?? "root");
  const isWithin = (one: Folder) =>
    pathTo(folders, one.folderId).some(({ folderId }) => folderId === folder?.folderId);
  const options = folders
    .filter((one) => !isWithin(one))
    .map(({ folderId }) => ({
      value: folderId,
      label: pathTo(folders, folderId)
        .map(({ name }) => name)
        .join(" / "),
    }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
  const { run, busy, failure } = useAction(async () => {
    if (folder) {
      const { folderId } = folder;
      await storage.changeFolder({ params: { folderId }, body: { parentId: place } });
    }
    for (const { fileId, version } of files) {
      await storage.changeFile({ params: { fileId }, version, body: { folderId: place } });
    }
    onDone();
    await refresh();
  });
  return (
    <Form
      submit={async (event) => {
        event?.preventDefault();
        await run();
      }}
      failure={failure}
      busy={busy}
      label={words("move")}
    >
      <SelectField
        label={words("to")}
        autoFocus
        value={place}
        onChange={({ target }) => choose(target.value as Place)}
        options={[{ value: "root", label: words("all") }, ...options]}
      />
    </Form>
  );
}
