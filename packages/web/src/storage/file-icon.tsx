import type { FileKind } from "@faibric/core/storage/storage.schema";
import {
  File,
  FileArchive,
  FileAudio,
  FileImage,
  FileText,
  FileVideo,
  type LucideIcon,
} from "lucide-react";

const ICONS: Readonly<Record<FileKind, LucideIcon>> = {
  image: FileImage,
  video: FileVideo,
  audio: FileAudio,
  document: FileText,
  archive: FileArchive,
  other: File,
};

/** The sign of a kind of file. */
export function FileIcon({ kind, className }: { kind: FileKind; className: string }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden className={`shrink-0 text-quiet ${className}`} />;
}
