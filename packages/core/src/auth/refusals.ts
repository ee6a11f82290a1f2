/** What several operations of signing in refuse. */

export const WEAK_PASSWORD = {
  "platform.request.invalid": {
    status: 400,
    when: "the password is easy to guess: `issues` says what makes it so",
  },
};
export const TOKEN_REFUSED = {
  "auth.token.invalid": { status: 422, when: "the token is not valid, was used, or has expired" },
};
export const SESSION_ENDED = {
  "auth.session.ended": { status: 401, when: "the session has ended: sign in again" },
};
export const WRONG_CREDENTIALS = {
  "auth.credentials.wrong": { status: 401, when: "the e-mail address or the password is wrong" },
};

export const NO_ACCOUNT = {
  "auth.account.not_found": { status: 404, when: "the person has no account" },
};
export const CODE_REFUSED = {
  "auth.mfa.code_wrong": { status: 403, when: "the code is wrong, or was used" },
};
