import { PASSWORD } from "./console.fixture";

/** Something that a person does and that asks the API to do it. */
export interface Deed {
  /** The operation, which is answered badly. */
  readonly op: string;
  /** The page; `mail:` is where a link in a mail of that subject leads. */
  readonly at: string;
  /** What is entered, by its label. `#carol` is her address. */
  readonly enter?: Readonly<Record<string, string>>;
  /** The button that asks. */
  readonly press: string;
  /** Which field of the body the API finds fault with. */
  readonly field?: string;
}

const NEW_PASSWORD = `${PASSWORD} anew`;

/** What somebody does who is not signed in. */
export const AT_THE_DOOR: readonly Deed[] = [
  {
    ...{ op: "signUp", at: "/sign-up", press: "Create account", field: "email" },
    enter: { "E-mail address": "#carol", Password: PASSWORD },
  },
  { op: "verifyEmail", at: "mail:Confirm your e-mail address", press: "Confirm the address" },
  {
    ...{ op: "requestPasswordReset", at: "/forgot-password", press: "Send the link" },
    ...{ enter: { "E-mail address": "#carol" }, field: "email" },
  },
  {
    ...{ op: "confirmPasswordReset", at: "mail:Set a new password", field: "password" },
    ...{ enter: { "New password": NEW_PASSWORD }, press: "Set the password" },
  },
  {
    ...{ op: "requestMagicLink", at: "/magic-link", press: "Send the link", field: "email" },
    enter: { "E-mail address": "#carol" },
  },
  { op: "redeemMagicLink", at: "mail:Your link to sign in", press: "Sign in" },
  {
    ...{ op: "signIn", at: "/sign-in", press: "Sign in", field: "password" },
    enter: { "E-mail address": "#carol", Password: NEW_PASSWORD },
  },
];
