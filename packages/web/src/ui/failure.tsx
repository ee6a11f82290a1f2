"use client";
import { ApiError, ConnectionError, TimeoutError, UnexpectedAnswerError } from "@faibric/sdk";
import { useTranslations } from "use-intl";
import { NoPasskeyError } from "../session/passkey";
import { Notice } from "./notice";
import { ChangedMeanwhileError } from "./use-basis";

/** Why something did not work, in a sentence, with the number to tell us where it is our fault. */
export function Failure({ error }: { error: unknown }) {
  const words = useTranslations("problem");
  const { text, requestId } = useExplain()(error);
  return (
    <Notice look="bad">
      <p>{text}</p>
      {requestId && <p>{words("request", { requestId })}</p>}
    </Notice>
  );
}

interface Explained {
  readonly text: string;
  readonly requestId?: string | undefined;
}

/** Puts into words why something did not work. */
export function useExplain(): (error: unknown) => Explained {
  const words = useTranslations("problem");
  return (error) => {
    if (error instanceof ConnectionError || error instanceof TimeoutError) {
      return { text: words("offline") };
    }
    if (error instanceof ChangedMeanwhileError)
      return { text: words("refused.platform-item-stale") };
    if (error instanceof NoPasskeyError) return { text: words("noPasskey") };
    if (error instanceof UnexpectedAnswerError) {
      return { text: words("unexpected"), requestId: error.requestId };
    }
    if (!(error instanceof ApiError)) return { text: words("unexpected") };
    if (error.status === 429) return { text: words("wait", { seconds: error.retryAfter ?? 60 }) };
    if (error.status >= 500) return { text: words("unexpected"), requestId: error.requestId };
    // What the API says is in English: what a reader often meets is in the catalogue, by its code.
    const key = `refused.${error.code.replaceAll(".", "-")}` as "refused.auth-token-invalid";
    return { text: words.has(key) ? words(key) : error.detail };
  };
}
