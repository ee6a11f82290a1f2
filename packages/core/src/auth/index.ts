// What other capabilities may use. Everything else in this folder is private to signing in.
export { findConsolePerson, findVerifiedEmail, inAccount } from "./account";
export { EmailChanged, MailRequested } from "./auth.events";
export { hasSecondFactor } from "./factors";
export { addressName, poolOf } from "./people";
export { assertProvedLately, assertSecondFactor, standingOf } from "./standing";
