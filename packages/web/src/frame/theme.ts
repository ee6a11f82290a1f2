"use client";
import { useEffect, useState } from "react";
import { isTheme, THEME_COOKIE, type Theme } from "./theme-cookie";

export const THEMES: readonly Theme[] = ["light", "dark", "system"];
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** How the pages look: as chosen, kept in a cookie so that the next page comes that way at once. */
export function useTheme() {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => {
    const now = document.documentElement.dataset.theme;
    if (isTheme(now)) setTheme(now);
  }, []);
  const choose = (next: Theme) => {
    setTheme(next);
    applyTheme(next);
  };
  return { theme, choose };
}

/** Makes the pages look so, from now on. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
