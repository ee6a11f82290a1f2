"use client";
import { type SubmitEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { asPerson } from "../session/as-person";
import { accessToken } from "../session/session";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { Field } from "../ui/field";
import { useAction } from "../ui/use-action";
import { CodeBlock } from "./sample";

export interface Input {
  readonly name: string;
  readonly place: "path" | "query" | "header";
  readonly required: boolean;
}

const MOST_LETTERS = 20_000;

interface Answer {
  readonly status: number;
  readonly requestId: string;
  readonly text: string;
}

/** Asks the API for what an operation reads, as the person who is here. What changes something has no such button. */
export function TryIt(props: {
  method: string;
  path: string;
  about: string;
  inputs: readonly Input[];
}) {
  const { method, path, about, inputs } = props;
  const words = useTranslations("developers");
  const { tenantId } = useHere();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [answer, tell] = useState<Answer>();
  const { run, busy, failure } = useAction(async () => {
    tell(undefined);
    tell(
      await ask({ method, address: addressOf(path, inputs, { ...values, tenantId }), tenantId }),
    );
  });
  const missing = inputs.some(({ name, required }) => required && !values[name]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy && !missing) void run();
  };
  return (
    <details className="min-w-0 rounded-lg border border-line p-3">
      <summary className="min-h-6 cursor-pointer font-medium text-sm">{words("tryIt")}</summary>
      <form onSubmit={submit} className="grid gap-3 pt-3">
        <p className="text-quiet text-sm">{words("tryLead")}</p>
        {inputs.map(({ name, required }) => (
          <Field
            key={name}
            label={name}
            required={required}
            spellCheck={false}
            autoComplete="off"
            value={values[name] ?? ""}
            onChange={({ target }) => setValues({ ...values, [name]: target.value })}
          />
        ))}
        <Button type="submit" size="small" className="justify-self-start" busy={busy}>
          {words("send")}
        </Button>
        {failure !== undefined && <Failure error={failure} />}
      </form>
      {answer && (
        <div className="grid min-w-0 gap-2 pt-3">
          <p role="status" className="break-all text-quiet text-sm">
            {words("answered", { status: String(answer.status), requestId: answer.requestId })}
          </p>
          {answer.text && (
            <CodeBlock text={answer.text} label={words("answerOf", { about })}>
              <span className="px-1 text-quiet text-xs">{answer.status}</span>
            </CodeBlock>
          )}
        </div>
      )}
    </details>
  );
}

function addressOf(path: string, inputs: readonly Input[], values: Record<string, string>) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ""),
  );
  const asked = inputs.filter(({ name, place }) => place === "query" && values[name]);
  const query = new URLSearchParams(asked.map(({ name }) => [name, values[name] ?? ""]));
  return query.size > 0 ? `${filled}?${query}` : filled;
}

async function ask(request: { method: string; address: string; tenantId: string }) {
  const { method, address, tenantId } = request;
  const response = await asPerson(address, {
    method,
    headers: { authorization: `Bearer ${(await accessToken()) ?? ""}`, "x-tenant-id": tenantId },
  });
  return {
    status: response.status,
    requestId: response.headers.get("x-request-id") ?? "",
    text: pretty(await response.text()).slice(0, MOST_LETTERS),
  };
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // an export is lines of text, and shown as they come
  }
}
