import authentication from "../../../../docs/guides/developers/authentication.md";
import customers from "../../../../docs/guides/developers/customers.md";
import errors from "../../../../docs/guides/developers/errors.md";
import idempotency from "../../../../docs/guides/developers/idempotency.md";
import pagination from "../../../../docs/guides/developers/pagination.md";
import quickStart from "../../../../docs/guides/developers/quick-start.md";
import rateLimits from "../../../../docs/guides/developers/rate-limits.md";
import tenants from "../../../../docs/guides/developers/tenants.md";
import widgets from "../../../../docs/guides/developers/widgets.md";
import { type Guide, readGuide } from "./guide";

/** The guides for customers' developers, in the order in which one reads them. */
export const GUIDES: readonly Guide[] = [
  readGuide("quick-start", quickStart),
  readGuide("authentication", authentication),
  readGuide("tenants", tenants),
  readGuide("errors", errors),
  readGuide("idempotency", idempotency),
  readGuide("pagination", pagination),
  readGuide("rate-limits", rateLimits),
  readGuide("widgets", widgets),
  readGuide("customers", customers),
];
