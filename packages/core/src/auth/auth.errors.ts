import { AppError } from "../platform/errors";

export class WrongCredentialsError extends AppError {
  readonly kind = "unauthenticated";
  readonly code = "auth.credentials.wrong";

  constructor() {
    super("The e-mail address or the password is wrong.");
  }
}

export class EmailUnverifiedError extends AppError {
  readonly kind = "forbidden";
  readonly code = "auth.email.unverified";

  constructor() {
    super("Open the link that we mailed to you first. Sign up again to get another.");
  }
}

export class WrongPasswordError extends AppError {
  readonly kind = "forbidden";
  readonly code = "auth.password.wrong";

  constructor() {
    super("The password is wrong.");
  }
}

export class TokenInvalidError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "auth.token.invalid";

  constructor() {
    super("This link is not valid: it was used, or it has expired. Ask for a new one.");
  }
}

export class SessionEndedError extends AppError {
  readonly kind = "unauthenticated";
  readonly code = "auth.session.ended";

  constructor() {
    super("This session has ended. Sign in again.");
  }
}

export class SessionNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "auth.session.not_found";

  constructor() {
    super("You have no such session.");
  }
}

export class AccountNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "auth.account.not_found";

  constructor() {
    super("There is no account of yours.");
  }
}

export class SameEmailError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "auth.email.same";

  constructor() {
    super("This is your address already. Name the one that it is to become.");
  }
}

export class EmailTakenError extends AppError {
  readonly kind = "conflict";
  readonly code = "auth.email.taken";

  constructor() {
    super("The new address has an account of its own by now. Nothing was changed.");
  }
}

export class EmailChangeNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "auth.email_change.not_found";

  constructor() {
    super("No change of your e-mail address is under way: it was cancelled, made, or has expired.");
  }
}

export class StepUpRequiredError extends AppError {
  readonly kind = "forbidden";
  readonly code = "auth.step_up.required";

  constructor() {
    super(
      "Prove first that it is you: POST /api/auth/step-up/password, …/code or …/passkey, or sign in again. It holds for ten minutes.",
    );
  }
}

export class MfaRequiredError extends AppError {
  readonly kind = "forbidden";
  readonly code = "auth.mfa.required";

  constructor() {
    super(
      "This tenant asks for a second factor. Set one up under /api/auth/mfa/totp or /api/auth/passkeys, or prove yours: POST /api/auth/step-up/code or …/passkey.",
    );
  }
}

export class CodeWrongError extends AppError {
  readonly kind = "forbidden";
  readonly code = "auth.mfa.code_wrong";

  constructor() {
    super(
      "This code is wrong, or was used. Wait for the next one of your app, or use a recovery code.",
    );
  }
}

export class TotpExistsError extends AppError {
  readonly kind = "conflict";
  readonly code = "auth.totp.exists";

  constructor() {
    super("You have an authenticator app already. Remove it first to set up another.");
  }
}

export class TotpNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "auth.totp.not_found";

  constructor() {
    super("There is no authenticator app to confirm or to remove: set one up first.");
  }
}

export class FactorMissingError extends AppError {
  readonly kind = "conflict";
  readonly code = "auth.mfa.missing";

  constructor() {
    super(
      "Recovery codes belong to a second factor: set up an authenticator app or a passkey first.",
    );
  }
}

export class FactorNeededError extends AppError {
  readonly kind = "forbidden";
  readonly code = "auth.step_up.factor_needed";

  constructor() {
    super(
      "You have a second factor, so a password is not enough here: use POST /api/auth/step-up/code or …/passkey.",
    );
  }
}

export class PasskeyRefusedError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "auth.passkey.refused";

  constructor(options?: ErrorOptions) {
    super("This passkey was not accepted. Begin anew, or sign in another way.", options);
  }
}

export class PasskeyNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "auth.passkey.not_found";

  constructor() {
    super("You have no such passkey.");
  }
}

export class TooManyPasskeysError extends AppError {
  readonly kind = "conflict";
  readonly code = "auth.passkey.too_many";

  constructor() {
    super("You have twenty passkeys. Remove one that you do not use first.");
  }
}
