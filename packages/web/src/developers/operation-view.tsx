import type { Words } from "../words/locale";
import { type Operation, parametersOf, responsesOf } from "./description";
import { fieldsOf, typeOf } from "./fields";
import { Fields, FoldedFields, FoldedRefusals } from "./lines";
import { Inline, Prose } from "./prose";
import { refusalsOf } from "./refusals";
import { Samples } from "./sample";
import { TryIt } from "./try-it";

/** One operation: what it does, who may, what it takes and answers, why it refuses, and how it is called. */
export function OperationView({ of, words }: { of: Operation; words: Words["developers"] }) {
  const { operationId, method, path, summary, description } = of;
  const inputs = parametersOf(of).map(({ schema, ...parameter }) => ({
    ...parameter,
    type: typeOf(schema),
  }));
  const body = Object.values(of.requestBody?.content ?? {})[0]?.schema;
  return (
    <article
      id={operationId}
      aria-labelledby={`${operationId}-title`}
      className="grid min-w-0 scroll-mt-20 gap-x-8 gap-y-5 border-line border-t pt-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]"
    >
      <div className="grid min-w-0 content-start gap-5">
        <header className="grid gap-2">
          <h2
            id={`${operationId}-title`}
            className="text-balance font-semibold text-lg tracking-tight"
            lang="en"
          >
            <a href={`#${operationId}`} className="hover:underline">
              <Inline text={summary} />
            </a>
          </h2>
          <p dir="ltr" className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm">
            <strong className="font-mono text-accent text-xs">{method}</strong>
            <code className="min-w-0 break-all">{path}</code>
          </p>
          <ul className="flex flex-wrap gap-1.5" aria-label={words.needs}>
            {needsOf(of, words).map((need) => (
              <li
                key={need}
                className="rounded-md border border-line bg-raised px-2 py-0.5 text-quiet text-xs"
              >
                {need}
              </li>
            ))}
          </ul>
        </header>
        <Prose text={description} />
        <Fields title={words.parameters} of={inputs.filter((input) => input.in !== "header")} />
        <Fields title={words.headers} of={inputs.filter((input) => input.in === "header")} />
        {body && <Fields title={words.body} of={fieldsOf(body)} />}
        <Answer of={of} words={words} />
        <FoldedRefusals title={words.refusals} of={refusalsOf(of)} />
      </div>
      <div className="grid min-w-0 content-start gap-4 xl:sticky xl:top-6 xl:self-start">
        <Samples of={of["x-codeSamples"]} about={summary} />
        {mayBeTried(of) && (
          <TryIt
            method={method}
            path={path}
            about={summary}
            inputs={inputs
              .filter((input) => input.in !== "header" && input.name !== "tenantId")
              .map(({ name, in: place, required }) => ({ name, place, required }))}
          />
        )}
      </div>
    </article>
  );
}

/** Only what reads, as the person who is here: nothing can be done by mistake. */
const mayBeTried = ({ method, security }: Operation) =>
  method === "GET" && security.some((way) => "accessToken" in way);

/** Who may call it, in a word each. */
function needsOf({ security, "x-permission": permission }: Operation, words: Words["developers"]) {
  const ways = [...new Set(security.flatMap((way) => Object.keys(way)))];
  const named = ways
    .filter((way) => way !== "appKeyHeader")
    .map((way) => words.ways[way as keyof typeof words.ways] ?? way);
  return [...(permission ? [permission] : []), ...(named.length > 0 ? named : [words.anyone])];
}

function Answer({ of, words }: { of: Operation; words: Words["developers"] }) {
  const [status = "", answer] = responsesOf(of).find(([code]) => Number(code) < 300) ?? [];
  const [type = "", content] = Object.entries(answer?.content ?? {})[0] ?? [];
  const lines = content?.schema ? fieldsOf(content.schema) : [];
  return (
    <FoldedFields
      title={`${words.answer} ${status}`}
      type={type}
      of={lines.map((line) => ({ ...line, required: false }))}
    />
  );
}
