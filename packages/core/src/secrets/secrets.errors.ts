import { AppError } from "../platform/errors";

export class SecretNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "secrets.secret.not_found";

  constructor(name: string) {
    super(`There is no secret "${name}".`);
  }
}
