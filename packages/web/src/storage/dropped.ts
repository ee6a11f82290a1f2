/** A file, and the folders it lay in, from the outside in. */
export interface Dropped {
  readonly file: File;
  readonly path: readonly string[];
}

/** Files that were chosen: of a folder that was, each says where in it it lay. */
export const chosen = (files: Iterable<File>): Dropped[] =>
  [...files].map((file) => ({ file, path: file.webkitRelativePath.split("/").slice(0, -1) }));

/**
 * What was dropped, and all that is in folders that were. The entries are taken at once: behind the first wait the
 * browser gives none.
 */
export async function dropped(items: DataTransferItemList): Promise<Dropped[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found = await Promise.all(entries.map((entry) => within(entry, [])));
  return found.flat();
}

async function within(entry: FileSystemEntry, path: readonly string[]): Promise<Dropped[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ file, path }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Dropped[] = [];
  // It gives a hundred at a time, and none at the end.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return found;
    for (const one of entries) found.push(...(await within(one, [...path, entry.name])));
  }
}
