import * as z from "zod";
import { defineEvent } from "../platform/event";
import { DomainProblem, DomainState } from "./domain.schema";
import { PageId, PageStatus } from "./page.schema";

const Page = { pageId: PageId, slug: z.string(), title: z.string() };

export const PageCreated = defineEvent("site.page.created", 1, {
  ...Page,
  status: PageStatus,
  sample: z.boolean(),
});

/** Some of a page has changed: `changed` names the fields. Its text is not told. */
export const PageChanged = defineEvent("site.page.changed", 1, {
  ...Page,
  from: PageStatus,
  to: PageStatus,
  changed: z.array(z.string()),
});

export const PageDeleted = defineEvent("site.page.deleted", 1, Page);

/** All that were made as examples, and that nobody has changed since. */
export const SamplePagesDeleted = defineEvent("site.sample_pages.deleted", 1, {
  pageIds: z.array(PageId),
});

export const NavigationChanged = defineEvent("site.navigation.changed", 1, {
  from: z.array(PageId),
  to: z.array(PageId),
});

/** The business's profile is another: `changed` names the fields. */
export const ProfileChanged = defineEvent("site.profile.changed", 1, {
  changed: z.array(z.string()),
});

export const DomainAdded = defineEvent("site.domain.added", 1, { domain: z.string() });

/** A look has found another state, or another problem. */
export const DomainChanged = defineEvent("site.domain.changed", 1, {
  domain: z.string(),
  from: DomainState,
  to: DomainState,
  problem: DomainProblem.optional(),
});

export const DomainRemoved = defineEvent("site.domain.removed", 1, { domain: z.string() });
