"use client";
import { ApiError, ConnectionError, TimeoutError } from "@faibric/sdk";
import { useTranslations } from "use-intl";
import { NoPasskeyError } from "../session/passkey";
import { Notice } from "./notice";

/** Why something did not work, in a sentence, with the number to tell us where it is our fault. */
export function Failure({ error }: { error: unknown }) {
  const words = useTranslations("problem");
  const { text, requestId } = useFailure(error);
  return (
    <Notice look="bad">
      <p>{text}</p>
      {requestId && <p>{words("request", { requestId })}</p>}
    </Notice>
  );
}

function useFailure(error: unknown): { text: string; requestId?: string | undefined } {
  const words = useTranslations("problem");
  if (error instanceof ConnectionError || error instanceof TimeoutError) {
    return { text: words("offline") };
  }
  if (error instanceof NoPasskeyError) return { text: words("noPasskey") };
  if (!(error instanceof ApiError)) return { text: words("unexpected") };
  if (error.status === 429) return { text: words("wait", { seconds: error.retryAfter ?? 60 }) };
  if (error.status >= 500) return { text: words("unexpected"), requestId: error.requestId };
  // What the API says is in English: what a reader often meets is in the catalogue, by its code.
  const key = `refused.${error.code.replaceAll(".", "-")}` as "refused.auth-token-invalid";
  return { text: words.has(key) ? words(key) : error.detail };
}
