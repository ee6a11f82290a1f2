"use client";
import { File as FileIcon, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../frame/format";
import { Button } from "../button";

/** The files that were chosen, pictures as they look. */
export function FileList(props: {
  files: readonly File[];
  disabled: boolean;
  onRemove: (file: File) => void;
}) {
  const { files, disabled, onRemove } = props;
  const words = useTranslations("files");
  const { bytes } = useFormat();
  if (files.length === 0) return null;
  return (
    <ul className="grid gap-1.5">
      {files.map((file) => (
        <li
          key={`${file.name}-${file.size}-${file.lastModified}`}
          className="flex min-w-0 items-center gap-3 rounded-lg border border-line bg-raised p-1.5 text-sm"
        >
          <Preview file={file} />
          <span className="min-w-0 flex-1 truncate" dir="auto" title={file.name}>
            {file.name}
          </span>
          <span className="shrink-0 text-quiet text-xs tabular-nums">{bytes(file.size)}</span>
          <Button
            look="bare"
            size="icon"
            disabled={disabled}
            aria-label={words("remove", { name: file.name })}
            onClick={() => onRemove(file)}
          >
            <X aria-hidden className="size-4" />
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** A picture as it looks, any other file by a sign. Only kinds that run nothing. */
const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);

function Preview({ file }: { file: File }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!PICTURES.has(file.type)) return;
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <span className="grid size-9 shrink-0 place-items-center overflow-hidden rounded-md bg-sunken">
      {url ? (
        // biome-ignore lint/performance/noImgElement: it is on this machine
        <img src={url} alt="" className="size-full object-cover" />
      ) : (
        <FileIcon aria-hidden className="size-4 text-quiet" />
      )}
    </span>
  );
}
