import { AppError } from "../platform/errors";
import { MAX_DOMAINS } from "./domain.schema";
import { MAX_PAGES } from "./page.schema";

export class PageNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "site.page.not_found";

  constructor() {
    super("There is no such page. It may have been deleted.");
  }
}

export class PageSlugTakenError extends AppError {
  readonly kind = "conflict";
  readonly code = "site.page.slug_taken";

  constructor(slug: string) {
    super(`Another page of this site has the address "${slug}". Choose another.`);
  }
}

export class TooManyPagesError extends AppError {
  readonly kind = "conflict";
  readonly code = "site.page.limit_reached";

  constructor() {
    super(`A site has at most ${MAX_PAGES} pages. Delete one that is no longer used.`);
  }
}

/** The navigation is to have a page that there is not. */
export class NavigationPageMissingError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "site.navigation.page_missing";

  /** @param place of the page in the list, from 1 */
  constructor(place: number) {
    super(`There is no such page as number ${place} of the list. It may have been deleted.`);
  }
}

/** Whatever the reason, visitors are told the same: nobody learns who is suspended. */
export class SiteNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "site.site.not_found";

  constructor() {
    super("There is no such site.");
  }
}

export class DomainNotFoundError extends AppError {
  readonly kind = "not_found";
  readonly code = "site.domain.not_found";

  constructor() {
    super("There is no such domain. It may have been removed.");
  }
}

/** It is no domain that a business can have: a suffix that many share, or the platform's own. */
export class DomainRefusedError extends AppError {
  readonly kind = "unprocessable";
  readonly code = "site.domain.refused";
}

export class DomainTakenError extends AppError {
  readonly kind = "conflict";
  readonly code = "site.domain.taken";

  constructor(domain: string) {
    super(`Another business has proved that ${domain} is theirs.`);
  }
}

export class DomainThereError extends AppError {
  readonly kind = "conflict";
  readonly code = "site.domain.already_there";

  constructor(domain: string) {
    super(`${domain} is among your domains already.`);
  }
}

export class TooManyDomainsError extends AppError {
  readonly kind = "conflict";
  readonly code = "site.domain.limit_reached";

  constructor() {
    super(`A site has at most ${MAX_DOMAINS} domains. Remove one that is no longer used.`);
  }
}
