import { AppError } from "../platform/errors";

export class ExportNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "offboarding.export.not_found";

  constructor() {
    super("Nothing was exported yet.");
  }
}

export class ExportRunningError extends AppError {
  readonly kind = "conflict";
  readonly code = "offboarding.export.running";

  constructor() {
    super("An export is being made. Wait for it: read it to see how far it is.");
  }
}

export class ErasureNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "offboarding.erasure.not_found";

  constructor() {
    super("No erasure is to come.");
  }
}

export class ErasureRunningError extends AppError {
  readonly kind = "conflict";
  readonly code = "offboarding.erasure.running";

  constructor() {
    super("This tenant is to be erased already. Read the erasure to see when.");
  }
}

export class ErasureNotConfirmedError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "offboarding.erasure.not_confirmed";

  constructor() {
    super("The slug is not this tenant's. Nothing was done.");
  }
}
