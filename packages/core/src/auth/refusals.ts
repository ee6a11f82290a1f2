/** What several operations of signing in refuse. */

export const WEAK_PASSWORD = {
  "platform.request.invalid": {
    status: 400,
    when: "the password is easy to guess: `issues` says what makes it so",
    mend: "Choose another password, such as a few words that do not belong together.",
  },
};
export const TOKEN_REFUSED = {
  "auth.token.invalid": {
    status: 422,
    when: "the token is not valid, was used, or has expired",
    mend: "Ask for a new mail, and use its link once.",
  },
};
export const SESSION_ENDED = {
  "auth.session.ended": { status: 401, when: "the session has ended", mend: "Sign in again." },
};
export const WRONG_CREDENTIALS = {
  "auth.credentials.wrong": {
    status: 401,
    when: "the e-mail address or the password is wrong",
    mend: "Check both, or have a link mailed.",
  },
};

export const NO_ACCOUNT = {
  "auth.account.not_found": {
    status: 404,
    when: "the person has no account",
    mend: "Sign in with an account that exists.",
  },
};
export const CODE_REFUSED = {
  "auth.mfa.code_wrong": {
    status: 403,
    when: "the code is wrong, or was used",
    mend: "Enter the next code, or a recovery code.",
  },
};
