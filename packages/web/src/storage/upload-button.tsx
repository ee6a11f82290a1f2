"use client";
import { Upload } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { chosen } from "./dropped";
import { useSend } from "./use-send";

/** Chooses files, or a whole folder, and sends them into the place at hand. */
export function UploadButton() {
  const words = useTranslations("storage");
  const { may } = useHere();
  const send = useSend();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  if (!may("storage.write")) return null;
  const input = (ref: typeof files, label: string, more: object) => (
    <input
      ref={ref}
      type="file"
      multiple
      hidden
      aria-label={label}
      onChange={({ target }) => {
        send(chosen(target.files ?? []));
        target.value = ""; // the same file may be chosen again
      }}
      {...more}
    />
  );
  return (
    <span className="inline-flex gap-2">
      <Button size="small" onClick={() => files.current?.click()}>
        <Upload aria-hidden className="size-4" />
        {words("upload")}
      </Button>
      <Button look="quiet" size="small" onClick={() => folder.current?.click()}>
        {words("uploadFolder")}
      </Button>
      {input(files, words("upload"), {})}
      {input(folder, words("uploadFolder"), { webkitdirectory: "" })}
    </span>
  );
}
