"use client";
import type { StoredFile } from "@faibric/core/storage/storage.schema";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Failure } from "../ui/failure";
import { Skeleton } from "../ui/skeleton";
import { useAction } from "../ui/use-action";
import { useStorage } from "./api";
import { FileIcon } from "./file-icon";

/** What of a text is shown. */
const MOST_BYTES = 256 * 1024;
const PICTURE = /^image\/(png|jpeg|gif|webp|avif|bmp|x-icon)$/;
const TEXT = /^text\/|^application\/(json|xml|x-yaml|toml|sql)$|\+(json|xml)$/;

/** Looks at a file, without its running: pictures, sound, film and text; of the others it says what they are. */
export default function Preview({ file, onClose }: { file: StoredFile; onClose: () => void }) {
  const words = useTranslations("storage");
  const { bytes, date } = useFormat();
  const storage = useStorage();
  const { fileId, name, size, contentType, createdAt, trashedAt } = file;
  const download = useAction(async () => {
    const { url } = await storage.readFileLink({ params: { fileId }, query: { as: "attachment" } });
    window.location.assign(url);
  });
  return (
    <Dialog
      open
      place="wide"
      title={name}
      lead={`${contentType} · ${bytes(size)} · ${date(createdAt)}`}
      onClose={onClose}
    >
      {download.failure !== undefined && <Failure error={download.failure} />}
      {trashedAt ? (
        <p className="text-quiet text-sm">{words("inTrash")}</p>
      ) : (
        <Content file={file} />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {words("close")}
        </Button>
        {!trashedAt && (
          <Button busy={download.busy} onClick={() => download.run()}>
            {words("download")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Content({ file }: { file: StoredFile }) {
  const words = useTranslations("storage");
  const { name, kind, contentType } = file;
  const { url, failure } = useLink(file);
  if (failure !== undefined) return <Failure error={failure} />;
  if (!url) return <Skeleton rows={3} />;
  const frame = "max-h-[60dvh] w-full rounded-lg bg-sunken object-contain";
  if (PICTURE.test(contentType)) {
    // biome-ignore lint/performance/noImgElement: it comes from the files' own origin, and is shown once
    return <img src={url} alt={name} className={frame} />;
  }
  if (kind === "video") {
    // biome-ignore lint/a11y/useMediaCaption: it is as its owner has it
    return <video controls src={url} aria-label={name} className={frame} />;
  }
  if (kind === "audio") {
    // biome-ignore lint/a11y/useMediaCaption: it is as its owner has it
    return <audio controls src={url} aria-label={name} className="w-full" />;
  }
  if (TEXT.test(contentType) && file.size > 0) return <TextContent url={url} />;
  return (
    <div className="grid justify-items-center gap-3 rounded-lg bg-sunken px-6 py-10 text-center">
      <FileIcon kind={kind} className="size-12" />
      <p className="text-quiet text-sm">{words("noPreview")}</p>
    </div>
  );
}

/** An address that reads the file for a while. */
function useLink({ fileId }: StoredFile) {
  const storage = useStorage();
  const [link, setLink] = useState<{ url?: string; failure?: unknown }>({});
  useEffect(() => {
    let isLeft = false;
    storage.readFileLink({ params: { fileId }, query: { as: "inline" } }).then(
      ({ url }) => isLeft || setLink({ url }),
      (failure: unknown) => isLeft || setLink({ failure }),
    );
    return () => {
      isLeft = true;
    };
  }, [storage, fileId]);
  return link;
}

function TextContent({ url }: { url: string }) {
  const [read, setRead] = useState<{ text?: string; failure?: unknown }>({});
  useEffect(() => {
    const leaving = new AbortController();
    const headers = { range: `bytes=0-${MOST_BYTES - 1}` };
    fetch(url, { headers, signal: leaving.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`the file was answered ${answer.status}`);
        return answer.text();
      })
      .then(
        (text) => setRead({ text }),
        (failure: unknown) => leaving.signal.aborted || setRead({ failure }),
      );
    return () => leaving.abort();
  }, [url]);
  if (read.failure !== undefined) return <Failure error={read.failure} />;
  if (read.text === undefined) return <Skeleton rows={3} />;
  return (
    <pre
      dir="auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and is to be reached by keyboard
      tabIndex={0}
      className="wrap-anywhere max-h-[60dvh] overflow-auto whitespace-pre-wrap rounded-lg bg-sunken p-4 text-xs"
    >
      {read.text}
    </pre>
  );
}
