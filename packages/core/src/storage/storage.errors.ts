import { AppError } from "../platform/errors";
import { MAX_DEPTH, MAX_FOLDERS } from "./storage.schema";

export class FileNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "storage.file.not_found";

  constructor() {
    super("There is no such file. It may have been deleted.");
  }
}

export class FileTrashedError extends AppError {
  readonly kind = "conflict";
  readonly code = "storage.file.in_trash";

  constructor() {
    super("The file is in the trash. Restore it first.");
  }
}

export class FolderNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "storage.folder.not_found";

  constructor() {
    super("There is no such folder. It may have been deleted.");
  }
}

export class FolderNameTakenError extends AppError {
  readonly kind = "conflict";
  readonly code = "storage.folder.name_taken";

  constructor(name: string) {
    super(`There is a folder "${name}" in the same place. Choose another name.`);
  }
}

export class FolderNotEmptyError extends AppError {
  readonly kind = "conflict";
  readonly code = "storage.folder.not_empty";

  constructor() {
    super("The folder is not empty. Move or delete what is in it first.");
  }
}

export class FolderInsideItselfError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "storage.folder.inside_itself";

  constructor() {
    super("A folder cannot be moved into itself, or into one that it holds.");
  }
}

export class TooManyFoldersError extends AppError {
  readonly kind = "conflict";
  readonly code = "storage.folder.limit_reached";

  constructor() {
    super(`At most ${MAX_FOLDERS} folders fit, ${MAX_DEPTH} within each other.`);
  }
}

/** `room`: the bytes that are free; absent where others took them at the same moment. */
export class QuotaReachedError extends AppError {
  readonly kind = "conflict";
  readonly code = "storage.quota.reached";

  constructor({ size, room }: { size: number; room?: number }) {
    const free =
      room === undefined
        ? "others took the last of the room"
        : `${Math.max(0, room)} bytes are free`;
    super(
      `${size} bytes do not fit: ${free}. Delete files, empty the trash, or ask for more room.`,
    );
  }
}

export class UploadNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "storage.upload.not_found";

  constructor() {
    super("There is no such upload. It may have run out of time: begin another.");
  }
}

export class UploadNotReceivedError extends AppError {
  readonly kind = "conflict";
  readonly code = "storage.upload.not_received";

  constructor() {
    super(
      "The file's bytes have not arrived, or not all of them. Send them as the upload says, then complete it.",
    );
  }
}

/** What arrived is longer or shorter than what was to come: parts were joined before all were there. */
export class SizeMismatchError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "storage.upload.size_mismatch";

  constructor(size: number, arrived: number) {
    super(`The file was to have ${size} bytes, and ${arrived} arrived. Begin another upload.`);
  }
}

export class NotMultipartError extends AppError {
  readonly kind = "conflict";
  readonly code = "storage.upload.not_multipart";

  constructor() {
    super("The upload is sent with its form, in one piece. Begin a multipart upload instead.");
  }
}

export class NoSuchPartError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "storage.upload.no_such_part";

  constructor(partNumber: number, parts: number) {
    super(`There is no part ${partNumber}: the upload has parts 1 to ${parts}.`);
  }
}

/** The bytes are something else than what the file is said to be. */
export class TypeMismatchError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "storage.upload.type_mismatch";

  readonly found: string;

  constructor(declared: string, found: string) {
    super(
      `The file is said to be ${declared}, but its bytes are ${found}. Send it as what it is, or another file.`,
    );
    this.found = found;
  }
}
