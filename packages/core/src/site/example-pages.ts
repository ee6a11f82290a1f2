import { assertActor } from "../platform/actor";
import { commit } from "../platform/commit";
import { ConflictError } from "../platform/errors";
import { createId } from "../platform/id";
import { SAMPLED, stillWanted } from "../tenant";
import type { IndustryKind } from "../tenant/business.schema";
import type { Examples } from "./example";
import { DE } from "./examples-de";
import { EN } from "./examples-en";
import * as Page from "./page";
import { PageEntity } from "./page.entity";
import { NewPage } from "./page.schema";
import { PageBodyEntity } from "./page-body.entity";
import { PageSlugEntity } from "./page-slug.entity";
import { SiteEntity } from "./site.entity";
import { PageSlugTakenError } from "./site.errors";
import { PageCreated } from "./site.events";
import { FIRST_VERSION } from "./site-parts";

/**
 * Makes the example pages of a business, in its language and for what it does: all at once, and none if examples
 * are wanted no more. They are drafts: what is made up is shown to no customer. An address that is in use is left alone.
 */
export async function add(of: {
  name: string;
  locale: string;
  industry: IndustryKind;
}): Promise<void> {
  const { tenantId } = assertActor("system");
  const used = new Set((await Page.stored()).map(({ slug }) => slug));
  const pages = examplesFor(of).filter(({ slug }) => !used.has(slug));
  if (!pages.length) return;
  const createdAt = new Date().toISOString();
  const made = pages.map((page) => ({ ...page, pageId: createId("pag") }));
  const fixed = { tenantId, sample: true, version: FIRST_VERSION, createdAt, updatedAt: createdAt };
  const late = new ConflictError("The examples were removed before they were made.");
  try {
    await commit({
      entities: {
        page: PageEntity,
        body: PageBodyEntity,
        slug: PageSlugEntity,
        site: SiteEntity,
        ...SAMPLED,
      },
      writes: (entities) => ({
        wanted: stillWanted(entities.tenant, tenantId),
        ...Object.fromEntries(
          made.flatMap(({ pageId, slug, title, status, body }) => [
            [
              `page ${pageId}`,
              entities.page.create({ ...fixed, pageId, slug, title, status }).commit(),
            ],
            [`body ${pageId}`, entities.body.create({ tenantId, pageId, body }).commit()],
            [`slug ${pageId}`, entities.slug.create({ tenantId, slug, pageId }).commit()],
          ]),
        ),
        count: entities.site.update({ tenantId }).add({ pages: made.length }).commit(),
      }),
      rejected: {
        wanted: () => late,
        ...Object.fromEntries(
          made.map(({ pageId, slug }) => [`slug ${pageId}`, () => new PageSlugTakenError(slug)]),
        ),
      },
      audit: {
        action: "site.samplePages.added",
        target: tenantId,
        after: { pageIds: made.map(({ pageId }) => pageId) },
      },
      events: made.map(({ pageId, slug, title, status }) =>
        PageCreated.create(pageId, { pageId, slug, title, status, sample: true }),
      ),
    });
  } catch (error) {
    if (error !== late) throw error;
  }
}

const LANGUAGES: Readonly<Record<string, Examples>> = { de: DE, en: EN };

/** The example pages of a business, in its language if there are any in that, else in English. */
export function examplesFor(of: {
  name: string;
  locale: string;
  industry: IndustryKind;
}): readonly NewPage[] {
  const language = new Intl.Locale(of.locale).language;
  const { note, about, hours, questions, of: kinds } = LANGUAGES[language] ?? EN;
  const { about: who, offers, questions: asked } = kinds[of.industry];
  const texts = [
    [about, [who, `## ${about.offer}`, offers.map((offer) => `- ${offer}`).join("\n")]],
    [hours, [hours.body]],
    [questions, asked.map(([question, answer]) => `## ${question}\n\n${answer}`)],
  ] as const;
  return texts.map(([{ slug, title }, parts]) =>
    NewPage.parse({ slug, title, body: [`> ${note}`, ...parts].join("\n\n") }),
  );
}
