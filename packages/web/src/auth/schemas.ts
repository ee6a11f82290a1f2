"use client";
import { requestMagicLink, signUp } from "@faibric/core/auth/auth.contract";
import { verifyMfa } from "@faibric/core/auth/mfa.contract";
import { useTranslations } from "use-intl";
import * as z from "zod";

/** The API's own rules for what is entered here, in the reader's words. */
export function useEntrySchemas() {
  const words = useTranslations("field");
  const saying = <S extends z.ZodType>(schema: S, missing: string, wrong: string) =>
    z.string().transform((text, context) => {
      const { data, success } = schema.safeParse(text);
      if (success) return data as z.output<S>;
      context.addIssue({ code: "custom", message: text.trim() ? wrong : missing });
      return z.NEVER;
    });
  const email = saying(
    requestMagicLink.body.shape.email,
    words("emailMissing"),
    words("emailWrong"),
  );
  const password = saying(
    signUp.body.shape.password,
    words("passwordMissing"),
    words("passwordLong"),
  );
  const code = saying(verifyMfa.body.shape.code, words("codeMissing"), words("codeWrong"));
  return {
    code: z.object({ entered: code }),
    knownPassword: z.object({ entered: password }),
    passwordChange: z.object({ currentPassword: password, newPassword: password }),
    address: z.object({ email }),
    credentials: z.object({ email, password }),
    newPassword: z.object({ password }),
  };
}
