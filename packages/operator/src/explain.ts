import { AppError } from "@faibric/core/platform/errors";
import { OperatorError } from "./failure";

/** What AWS and the network say, in words that say how to mend it. By the error's name or code. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /CredentialsProviderError/,
    "No AWS credentials were found. Sign in (aws sso login), or set AWS_PROFILE.",
  ],
  [
    /Expired|TokenRefreshRequired/,
    "The AWS credentials have expired. Sign in again: aws sso login.",
  ],
  [
    /UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature|AuthFailure/,
    "AWS does not accept these credentials. Is AWS_PROFILE the right one?",
  ],
  [/AccessDenied|NotAuthorized|UnauthorizedOperation/, "These AWS credentials may not do that."],
  [/Throttl|TooManyRequests|RequestLimitExceeded/, "AWS asks to slow down. Try again in a minute."],
  [/ENOTFOUND|EAI_AGAIN/, "The address was not found. Is there a network, and is --region right?"],
  [/ECONNREFUSED|ECONNRESET|ETIMEDOUT|TimeoutError/, "Nothing answered at that address."],
];

/** An error as it is shown to an operator. With FAIBRIC_DEBUG set, whole. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const whole = process.env.FAIBRIC_DEBUG ? `\n\n${error.stack}` : "";
  if (error instanceof OperatorError || error instanceof AppError) return error.message + whole;
  const { code = "" } = error as { code?: unknown };
  if (error.message.includes("Region is missing")) {
    return `Say in which AWS region the stage is, with --region or AWS_REGION.${whole}`;
  }
  const [, words] = WORDS.find(([names]) => names.test(`${error.name} ${String(code)}`)) ?? [];
  const said = `${error.name}: ${error.message}`;
  if (words) return `${words}\n(${said})${whole}`;
  return whole ? `${said}${whole}` : `${said}\nFAIBRIC_DEBUG=1 shows where it came from.`;
}

/** Whether nothing listens there. */
export function isUnreachable(error: unknown): boolean {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return /ECONNREFUSED|ECONNRESET|TimeoutError/.test(`${String(code)} ${String(name)}`);
}
