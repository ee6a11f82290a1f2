export const THEME_COOKIE = "theme";

export type Theme = "light" | "dark" | "system";

export const isTheme = (text: string | undefined): text is Theme =>
  text === "light" || text === "dark" || text === "system";
