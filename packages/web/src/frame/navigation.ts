import type { Permission } from "@faibric/core/platform/permission";
import {
  Code,
  Database,
  Folder,
  Globe,
  House,
  KeyRound,
  KeySquare,
  type LucideIcon,
  MonitorSmartphone,
  Plug,
  ScrollText,
  Settings,
  ShieldCheck,
  Users,
} from "lucide-react";
import type { Words } from "../words/locale";

/** One place of the console. */
export interface Place {
  readonly word: Exclude<keyof Words["nav"], "capability">;
  /** Below the business, or below the account. */
  readonly path: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`, it leads there: another one for each place. */
  readonly letter: string;
  readonly needs?: Permission;
}

/** A capability's places, in the order of the navigation. */
export interface Capability {
  readonly word: keyof Words["nav"]["capability"];
  readonly places: readonly Place[];
}

/**
 * All thirteen capabilities, of which those without a place are not built yet and not shown. What is neither, the
 * business itself, comes first and last: its overview, and its administration.
 */
export const CAPABILITIES: readonly Capability[] = [
  { word: "analytics", places: [] },
  { word: "checkout", places: [] },
  { word: "cabinet", places: [] },
  { word: "messaging", places: [] },
  { word: "chat", places: [] },
  { word: "forum", places: [] },
  {
    word: "storage",
    places: [{ word: "files", path: "/files", icon: Folder, letter: "f", needs: "storage.read" }],
  },
  { word: "recommendations", places: [] },
  { word: "marketing", places: [] },
  { word: "adminBuilder", places: [] },
  { word: "codeLibrary", places: [] },
  { word: "billing", places: [] },
  {
    word: "tenant",
    places: [
      { word: "members", path: "/members", icon: Users, letter: "m", needs: "tenant.read" },
      { word: "audit", path: "/audit", icon: ScrollText, letter: "a", needs: "audit.read" },
      { word: "keys", path: "/keys", icon: KeySquare, letter: "k", needs: "keys.read" },
      {
        word: "integrations",
        path: "/integrations",
        icon: Plug,
        letter: "i",
        needs: "secrets.read",
      },
      { word: "developers", path: "/developers", icon: Code, letter: "d", needs: "tenant.read" },
      { word: "settings", path: "/settings", icon: Settings, letter: "s", needs: "tenant.read" },
      {
        word: "security",
        path: "/security",
        icon: ShieldCheck,
        letter: "e",
        needs: "tenant.govern",
      },
      { word: "data", path: "/data", icon: Database, letter: "x", needs: "offboarding.manage" },
    ],
  },
];

/** Where a business begins. */
export const OVERVIEW: Place = {
  word: "overview",
  path: "",
  icon: House,
  letter: "o",
  needs: "tenant.read",
};

/** What it shows everybody, which is no capability of its own but where several of them are seen. */
export const SITE: Place = {
  word: "site",
  path: "/site",
  icon: Globe,
  letter: "w",
  needs: "site.read",
};

/** What a business has here. Only what is built. */
export const OF_BUSINESS: readonly Place[] = [
  OVERVIEW,
  SITE,
  ...CAPABILITIES.flatMap(({ places }) => places),
];

export const ACCOUNT = "/account";
/** What somebody has of their own, whatever business they are in. */
export const OF_ACCOUNT: readonly Place[] = [
  { word: "yourSecurity", path: "/security", icon: KeyRound, letter: "y" },
  { word: "sessions", path: "/sessions", icon: MonitorSmartphone, letter: "n" },
];
