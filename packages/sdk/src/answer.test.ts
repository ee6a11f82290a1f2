import { describe, expect, it } from "vitest";
import { readRetryAfter } from "./answer";

describe("readRetryAfter", () => {
  const now = Date.parse("2026-01-15T09:30:00Z");

  it("reads seconds", () => expect(readRetryAfter("120", now)).toBe(120));

  it("reads a date as the seconds until it", () => {
    expect(readRetryAfter("Thu, 15 Jan 2026 09:30:45 GMT", now)).toBe(45);
    expect(readRetryAfter("Thu, 15 Jan 2026 09:29:00 GMT", now)).toBe(0);
  });

  it("reads nothing of what is neither", () => {
    for (const header of [null, "", "soon", "-5", "1e9999"]) {
      expect(readRetryAfter(header, now)).toBeUndefined();
    }
  });
});
