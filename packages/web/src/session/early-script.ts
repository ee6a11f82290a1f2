import { refreshSession } from "@faibric/core/auth/auth.contract";
import { FROM_COOKIE, TURN } from "./early";

/** What takes longer is asked once more, by who waits for it. */
const PATIENCE_MS = 10_000;

const { method, path } = refreshSession;
const REQUEST = {
  method,
  headers: { "content-type": "application/json", "x-session": "cookie" },
  body: JSON.stringify({ refreshToken: FROM_COOKIE }),
  credentials: "same-origin",
};

/**
 * Renews the session as the HTML is read: until the scripts have come and run, a slow machine takes a second, and
 * everything else waits for the access token. In turn, as every tab does. That it failed is found by who takes it.
 */
export const EARLY_SCRIPT = `{
  const ask = () =>
    fetch(${JSON.stringify(path)}, {
      ...${JSON.stringify(REQUEST)},
      signal: AbortSignal.timeout(${PATIENCE_MS}),
    });
  window.faibricEarly = navigator.locks.request(${JSON.stringify(TURN)}, ask);
  window.faibricEarly.catch(() => {});
}`;
