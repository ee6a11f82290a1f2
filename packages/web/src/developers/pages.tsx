import { PageHeader, Section } from "../ui/page-header";
import { type Words, wordsOf } from "../words/locale";
import { requestLocale } from "../words/request-locale";
import { Afterwards } from "./afterwards";
import { type Entry, guideEntries, operationEntries } from "./contents";
import { ContentsList, NotHere } from "./contents-list";
import { OPERATIONS } from "./description";
import { Finder } from "./finder";
import { GuideView } from "./guide-view";
import { GUIDES } from "./guides";
import { KeyBar } from "./key-bar";
import { OperationView } from "./operation-view";
import { Inline } from "./prose";
import { Trail } from "./trail";

/** A capability in the reader's words; one that is new keeps its own name. */
const nameOf = (capability: string, words: Words["developers"]): string =>
  words.capabilities[capability as keyof typeof words.capabilities] ?? capability;

/** All there is for developers: the guides and the reference, with what the samples are filled in with. */
export async function DevelopersPage() {
  const words = wordsOf(await requestLocale()).developers;
  const operations = operationEntries();
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      <Finder entries={[...guideEntries(), ...operations]}>
        <Section title={words.yours} lead={words.yoursLead}>
          <KeyBar />
        </Section>
        <Section title={words.guides} lead={words.guidesLead}>
          <ContentsList of={guideEntries()} label={words.guides} />
        </Section>
        <Section title={words.reference} lead={words.referenceLead}>
          <ContentsList of={capabilityEntries(words, operations)} label={words.reference} />
          <p className="text-sm">
            <a href="/api/docs" className="font-medium text-accent underline underline-offset-4">
              {words.whole}
            </a>
            {" · "}
            <a
              href="/api/openapi.json"
              className="font-medium text-accent underline underline-offset-4"
            >
              {words.description}
            </a>
          </p>
        </Section>
      </Finder>
    </>
  );
}

function capabilityEntries(words: Words["developers"], operations: readonly Entry[]) {
  const names = [...new Set(operations.map(({ group }) => group))].sort();
  return names.map((name) => ({
    path: `/reference/${name}`,
    title: nameOf(name, words),
    call: `/${name} · ${operations.filter(({ group }) => group === name).length}`,
    group: name,
  }));
}

/** The operations of one capability. */
export async function ReferencePage({ capability }: { capability: string }) {
  const words = wordsOf(await requestLocale()).developers;
  const operations = OPERATIONS.filter(({ tags: [tag] }) => tag === capability);
  return (
    <>
      <Trail />
      <PageHeader title={nameOf(capability, words)} lead={words.referenceLead} />
      {operations.length === 0 ? (
        <NotHere />
      ) : (
        <Finder entries={operationEntries().filter(({ group }) => group === capability)}>
          <Keys words={words} />
          <nav aria-label={words.onThisPage}>
            <ul className="grid gap-x-6 sm:grid-cols-2" lang="en">
              {operations.map(({ operationId, summary }) => (
                <li key={operationId}>
                  <a
                    href={`#${operationId}`}
                    className="block py-1 text-accent text-sm hover:underline"
                  >
                    <Inline text={summary} />
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <Afterwards>
            {operations.map((operation) => (
              <OperationView key={operation.operationId} of={operation} words={words} />
            ))}
          </Afterwards>
        </Finder>
      )}
    </>
  );
}

export async function GuidePage({ name }: { name: string }) {
  const words = wordsOf(await requestLocale()).developers;
  const guide = GUIDES.find((one) => one.name === name);
  return (
    <>
      <Trail />
      <PageHeader title={guide?.title ?? words.guides} />
      {guide ? (
        <>
          <Keys words={words} />
          <GuideView of={guide} />
        </>
      ) : (
        <NotHere />
      )}
    </>
  );
}

/** The keys that the samples of the page use, out of the way until they are wanted. */
function Keys({ words }: { words: Words["developers"] }) {
  return (
    <details className="min-w-0">
      <summary className="min-h-8 cursor-pointer font-medium text-sm">{words.yours}</summary>
      <div className="pt-3">
        <KeyBar />
      </div>
    </details>
  );
}
