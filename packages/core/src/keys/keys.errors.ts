import { AppError } from "../platform/errors";
import type { Permission } from "../platform/permission";

export class ApiKeyNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "keys.api_key.not_found";

  constructor() {
    super("There is no such API key. It may have been revoked.");
  }
}

export class AppKeyNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "keys.app_key.not_found";

  constructor() {
    super("There is no such app key. It may have been revoked.");
  }
}

/** A key would be able to do what whoever asks for it may not. */
export class ScopeRefusedError extends AppError {
  readonly kind = "forbidden";
  readonly code = "keys.scope.refused";

  constructor(scopes: readonly Permission[]) {
    super(
      `Your role does not have ${scopes.join(", ")}: a key can be given only what you may do yourself.`,
    );
  }
}

export class TooManyKeysError extends AppError {
  readonly kind = "conflict";
  readonly code = "keys.limit.reached";

  constructor(what: string, limit: number) {
    super(`A tenant has at most ${limit} ${what}. Revoke one that is no longer used.`);
  }
}

export class ApiKeyRolledError extends AppError {
  readonly kind = "conflict";
  readonly code = "keys.api_key.rolled";

  constructor() {
    super("This key was rolled already. Roll the key that replaced it.");
  }
}

/** A page that is not on the app key's list asks with it. */
export class OriginRefusedError extends AppError {
  readonly kind = "forbidden";
  readonly code = "keys.origin.refused";

  constructor(origin: string) {
    super(`${origin.slice(0, 300)} is not on the list of origins of this app key.`);
  }
}
