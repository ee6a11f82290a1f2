import type { IndustryKind } from "../tenant/business.schema";

/** What differs between the example pages of two kinds of business. */
export interface Example {
  /** Who they are, in two sentences. */
  readonly about: string;
  /** What they offer. */
  readonly offers: readonly [string, string, string];
  /** What their customers ask, and an answer. */
  readonly questions: readonly (readonly [string, string])[];
}

/** The example pages of a language. `{name}` stands for the business's own. */
export interface Examples {
  /** What says that a text is an example, at its head. */
  readonly note: string;
  readonly about: { readonly slug: string; readonly title: string; readonly offer: string };
  readonly hours: { readonly slug: string; readonly title: string; readonly body: string };
  readonly questions: { readonly slug: string; readonly title: string };
  readonly of: Readonly<Record<IndustryKind, Example>>;
}
