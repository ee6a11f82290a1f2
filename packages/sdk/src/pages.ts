import type { CallOptions } from "./options";
import type { AnyInput } from "./request";

interface Page {
  readonly items: readonly unknown[];
  readonly cursor: string | null;
}

type Call = (input: AnyInput, options?: CallOptions) => Promise<unknown>;

/** The ways to call a paged list, from the one that asks for a page. */
export function pagingOf(call: Call) {
  async function* pages(input: AnyInput = {}, options: CallOptions = {}) {
    let cursor = input.query?.cursor;
    for (;;) {
      const page = (await call({ ...input, query: { ...input.query, cursor } }, options)) as Page;
      yield page;
      if (page.cursor === null) return;
      cursor = page.cursor;
    }
  }
  async function* items(input?: AnyInput, options?: CallOptions) {
    for await (const page of pages(input, options)) yield* page.items;
  }
  return { pages, items };
}
