import { AppError } from "../platform/errors";

/** The value cannot be what its name says. It is not repeated: it may be a key all the same, of another kind. */
export class SecretShapeError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "secrets.secret.wrong_shape";

  constructor(what: string, like: string) {
    super(`This is no ${what}: one looks like ${like}. Copy it again, whole and without spaces.`);
  }
}

export class SecretNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "secrets.secret.not_found";

  constructor(name: string) {
    super(`There is no secret "${name}".`);
  }
}
