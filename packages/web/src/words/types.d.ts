import type { Words } from "./locale";

// A word that is not in the catalogue does not compile.
declare module "use-intl" {
  interface AppConfig {
    Messages: Words;
  }
}
