"use client";
import { useEffect, useState } from "react";

/**
 * The token of a mailed link, which stands behind the `#`. It is taken out of the address, so that it is in
 * no history and no screenshot. Undefined until the page is there, "" where the link has none.
 */
export function useMailedToken(): string | undefined {
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const read = () => {
      const found = new URLSearchParams(window.location.hash.slice(1)).get("token");
      if (found) window.history.replaceState(null, "", window.location.pathname);
      // In development React runs an effect twice: what the first run found must stay.
      setToken((before) => found ?? before ?? "");
    };
    read();
    // The link may be opened in this very tab: then the page stays, and only what is behind the # changes.
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  return token;
}
