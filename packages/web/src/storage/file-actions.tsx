"use client";
import type { StoredFile } from "@faibric/core/storage/storage.schema";
import { EllipsisVertical } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog } from "../ui/dialog";
import { Failure, useExplain } from "../ui/failure";
import { Menu, MenuButton } from "../ui/menu";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { useAction } from "../ui/use-action";
import { useStorage } from "./api";
import { refresh, useShown } from "./use-files";

const FileForm = lazy(() => import("./file-form"));
const MoveForm = lazy(() => import("./move-form"));

/** What may be done to one file. */
export function FileActions(props: { file: StoredFile; onSee: (file: StoredFile) => void }) {
  const { file, onSee } = props;
  const words = useTranslations("storage");
  const { may } = useHere();
  const { isTrash } = useShown();
  const storage = useStorage();
  const explain = useExplain();
  const [opened, open] = useState<"change" | "move">();
  const { fileId, name } = file;
  const params = { fileId };
  /** Does it, says so, and reads what is shown again. */
  const act =
    (run: () => Promise<unknown>, said: string, undo?: () => Promise<unknown>) => async () => {
      try {
        await run();
        toast(said, undo && (() => undo().then(refresh)));
        await refresh();
      } catch (error) {
        toast(explain(error).text);
      }
    };
  const trash = act(
    () => storage.trashFile({ params }),
    words("trashed", { name }),
    () => storage.restoreFile({ params }),
  );
  const restore = act(() => storage.restoreFile({ params }), words("restored", { name }));
  const copy = act(() => storage.copyFile({ params, body: {} }), words("copied", { name }));
  const download = async () => {
    try {
      const { url } = await storage.readFileLink({ params, query: { as: "attachment" } });
      window.location.assign(url);
    } catch (error) {
      toast(explain(error).text);
    }
  };
  const writes = may("storage.write");
  if (isTrash) {
    return writes ? (
      <span className="inline-flex flex-wrap justify-end gap-1">
        <Button
          look="quiet"
          size="small"
          aria-label={`${words("restore")}: ${name}`}
          onClick={restore}
        >
          {words("restore")}
        </Button>
        <Confirm
          label={words("delete")}
          about={name}
          title={words("deleteTitle", { name, count: 1 })}
          lead={words("deleteLead")}
          act={async () => {
            await storage.deleteFile({ params });
            toast(words("deleted", { name, count: 1 }));
            await refresh();
          }}
        />
      </span>
    ) : null;
  }
  return (
    <>
      <Menu
        label={words("doTo", { name })}
        trigger={<EllipsisVertical aria-hidden className="size-4" />}
        className="inline-grid size-9 cursor-pointer place-items-center rounded-lg text-quiet hover:bg-line/50 hover:text-ink"
      >
        <MenuButton onClick={() => onSee(file)}>{words("see")}</MenuButton>
        <MenuButton onClick={download}>{words("download")}</MenuButton>
        {writes && (
          <>
            <MenuButton onClick={() => open("change")}>{words("change")}</MenuButton>
            <MenuButton onClick={() => open("move")}>{words("move")}</MenuButton>
            <MenuButton onClick={copy}>{words("copy")}</MenuButton>
            <MenuButton onClick={trash}>{words("toTrash")}</MenuButton>
          </>
        )}
      </Menu>
      <Dialog
        open={opened !== undefined}
        title={words(opened === "move" ? "moveTitle" : "changeTitle", { name, count: 1 })}
        onClose={() => open(undefined)}
      >
        <Suspense fallback={<Skeleton rows={2} />}>
          {opened === "change" && <FileForm file={file} onDone={() => open(undefined)} />}
          {opened === "move" && <MoveForm files={[file]} onDone={() => open(undefined)} />}
        </Suspense>
      </Dialog>
    </>
  );
}

/** What may be done to several files. Each is done for itself: those that cannot be are said. */
export function BulkActions(props: { files: readonly StoredFile[]; onDone: () => void }) {
  const { files, onDone } = props;
  const words = useTranslations("storage");
  const { isTrash } = useShown();
  const storage = useStorage();
  const [moving, move] = useState(false);
  const done = () => {
    move(false);
    onDone();
  };
  const each = useAction(async (run: (file: StoredFile) => Promise<unknown>) => {
    try {
      for (const file of files) await run(file);
    } finally {
      await refresh();
    }
    onDone();
  });
  const button = (word: "restore" | "toTrash", run: (file: StoredFile) => Promise<unknown>) => (
    <Button look="quiet" size="small" busy={each.busy} onClick={() => each.run(run)}>
      {words(word)}
    </Button>
  );
  return (
    <>
      {each.failure !== undefined && <Failure error={each.failure} />}
      {isTrash ? (
        <>
          {button("restore", ({ fileId }) => storage.restoreFile({ params: { fileId } }))}
          <Confirm
            label={words("delete")}
            title={words("deleteTitle", { name: files[0]?.name ?? "", count: files.length })}
            lead={words("deleteLead")}
            act={async () => {
              for (const { fileId } of files) await storage.deleteFile({ params: { fileId } });
              done();
              await refresh();
            }}
          />
        </>
      ) : (
        <>
          <Button look="quiet" size="small" onClick={() => move(true)}>
            {words("move")}
          </Button>
          {button("toTrash", ({ fileId }) => storage.trashFile({ params: { fileId } }))}
        </>
      )}
      <Dialog
        open={moving}
        title={words("moveTitle", { name: files[0]?.name ?? "", count: files.length })}
        onClose={() => move(false)}
      >
        <Suspense fallback={<Skeleton rows={2} />}>
          {moving && <MoveForm files={files} onDone={done} />}
        </Suspense>
      </Dialog>
    </>
  );
}
