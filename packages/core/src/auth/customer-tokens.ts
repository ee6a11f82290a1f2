import type { CustomerTokens, SignedIn } from "./auth.schema";

/** The tokens of a customer. None of their operations makes a second factor that they could be asked for. */
export function tokensOf(answer: SignedIn): CustomerTokens {
  if ("mfaToken" in answer) throw new Error("a customer was asked for a second factor");
  const { refreshToken } = answer;
  if (refreshToken === undefined) throw new Error("a customer has no refresh token");
  return { ...answer, refreshToken };
}
