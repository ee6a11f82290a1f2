import type { Choice } from "../choices/choice";

/** How far a zone is from UTC at a moment, such as GMT+1. */
export function offsetOf(timeZone: string, locale: string, at = new Date()): string {
  const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "shortOffset" });
  return format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
}

/** Every zone there is by its name, UTC first. What was chosen may be an older name, such as Asia/Calcutta. */
export const zoneNames = (chosen: string): readonly string[] => [
  ...new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), ...(chosen ? [chosen] : [])]),
];

export const asChoice = (zone: string, offset: string | undefined): Choice => ({
  value: zone,
  label: zone.replaceAll("_", " "),
  ...(offset !== undefined && { hint: offset }),
});
