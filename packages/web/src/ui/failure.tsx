"use client";
import { ApiError, ConnectionError, TimeoutError, UnexpectedAnswerError } from "@faibric/sdk";
import { useTranslations } from "use-intl";
import { NoPasskeyError } from "../session/passkey";
import { faultKey } from "../words/fault-key";
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
    // What is no problem of the API's was said by something before it.
    if (error.status >= 500 || error.code === `http.${error.status}`)
      return { text: words("unexpected"), requestId: error.requestId };
    // What the API says is in English: what a reader often meets is in the catalogue, by its code.
    const key = `refused.${error.code.replaceAll(".", "-")}` as "refused.auth-token-invalid";
    if (words.has(key)) return { text: words(key) };
    return { text: error.status === 404 ? words("gone") : error.detail };
  };
}

/** What zod says of itself, where a rule has no sentence of its own. */
const OF_A_PROGRAM = /^(Invalid|Too (big|small)|Unrecognized)\b/;

/** Puts into words what is wrong with a field: the API's rules say it in English, the catalogue in each language. */
export function useFault(): (message: string) => string {
  const words = useTranslations("problem.fault");
  return (message) => {
    const { key, values } = faultKey(message);
    // A key of the catalogue, if it is one: a rule that is newer than the catalogue stays as it is.
    const place = key as "a-name-is-needed";
    if (words.has(place)) return words(place, values);
    return OF_A_PROGRAM.test(message) ? words("other") : message;
  };
}
