import type { RateLimitSettings } from "@faibric/core/platform/rate-limits";

const MANY = 1_000_000_000;
const all = { tenant: MANY, user: MANY, address: MANY, audience: MANY, guest: MANY };
const classes = { read: MANY, write: MANY, expensive: MANY, "sign-in": MANY, mail: MANY };

/** Limits for what asks more than people do: every request is counted, and none is one too many. */
export const UNLIMITED: RateLimitSettings = {
  free: { ...all, ...classes },
  person: { ...all, ...classes },
  public: { ...classes, refused: MANY },
};
