"use client";
import { Upload } from "lucide-react";
import { type ClipboardEvent, type DragEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../frame/format";
import type { Words } from "../../words/locale";
import { Labelled } from "../field";
import { accept, type Limits, type Refused } from "./accept";
import { FileList } from "./file-list";

/** Files, chosen, dropped or pasted. What may not come is said before anything is sent. */
export function FilePicker(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  limits: Limits;
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
  disabled?: boolean;
}) {
  const { label, hint, error, limits, files, onChange, disabled = false } = props;
  const words = useTranslations("files");
  const { bytes } = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, over] = useState(false);
  const [refused, refuse] = useState<readonly Refused[]>([]);
  const many = limits.mostFiles > 1;
  const types = limits.types.map((type) => {
    const kind = /^(image|audio|video)\/\*$/.exec(type)?.[1] as keyof Words["files"]["kinds"];
    return kind ? words(`kinds.${kind}`) : type.replace(/^\.|.*\//, "").toUpperCase();
  });
  const size = bytes(limits.mostBytes);
  const named = types.join(", ");
  const says =
    hint ?? (named ? words("limits", { types: named, size }) : words("sizeOnly", { size }));
  const add = (list: FileList | undefined | null) => {
    const added = [...(list ?? [])];
    if (disabled || added.length === 0) return;
    const outcome = accept(files, added, limits);
    refuse(outcome.refused);
    onChange(outcome.files);
  };
  const drag = (event: DragEvent, next: boolean) => {
    event.preventDefault();
    over(next && !disabled);
  };
  const explain = ({ file, why }: Refused) =>
    words(why, {
      name: file.name,
      size: bytes(file.size),
      most: why === "tooMany" ? limits.mostFiles : size,
      types: named,
    });
  return (
    <Labelled label={label} hint={says} error={error}>
      {(described) => (
        <>
          <label
            onDragOver={(event) => drag(event, true)}
            onDragLeave={(event) => drag(event, false)}
            onDrop={(event) => {
              drag(event, false);
              add(event.dataTransfer.files);
            }}
            onPaste={(event: ClipboardEvent) => add(event.clipboardData.files)}
            className={`grid cursor-pointer justify-items-center gap-1 rounded-lg border-2 border-dashed px-4 py-6 text-center text-sm focus-within:outline-2 focus-within:outline-accent focus-within:outline-offset-2 has-[:disabled]:cursor-not-allowed has-[:disabled]:opacity-60 ${isOver ? "border-accent bg-accent-ground" : "border-line hover:border-edge"}`}
          >
            <input
              {...described}
              ref={input}
              type="file"
              accept={limits.types.join(",")}
              multiple={many}
              disabled={disabled}
              aria-labelledby={`${described.id}-label`}
              onChange={({ target }) => {
                add(target.files);
                target.value = ""; // the same file may be chosen again
              }}
              className="sr-only"
            />
            <Upload aria-hidden className="size-5 text-quiet" />
            <span className="font-medium text-accent">
              {isOver ? words("drop") : words("choose", { many: String(many) })}
            </span>
            <span className="text-quiet">{words("orDrop")}</span>
          </label>
          <FileList
            files={files}
            disabled={disabled}
            onRemove={(file) => {
              onChange(files.filter((other) => other !== file));
              input.current?.focus();
            }}
          />
          {refused.length > 0 && (
            <ul role="alert" className="grid gap-0.5 wrap-anywhere text-bad text-sm">
              {refused.map((each) => (
                <li key={`${each.file.name}-${each.why}`}>{explain(each)}</li>
              ))}
            </ul>
          )}
          <span role="status" className="sr-only">
            {words("chosen", { count: files.length })}
          </span>
        </>
      )}
    </Labelled>
  );
}
