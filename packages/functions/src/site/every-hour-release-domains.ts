import { releaseLost } from "@faibric/core/site/domain-check";
import { schedule } from "../platform/schedule";

export const handler = schedule("site.everyHourReleaseDomains", releaseLost);
