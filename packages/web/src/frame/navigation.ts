import type { Permission } from "@faibric/core/platform/permission";
import {
  Code,
  Database,
  House,
  KeyRound,
  KeySquare,
  type LucideIcon,
  MonitorSmartphone,
  ScrollText,
  Settings,
  ShieldCheck,
  Users,
} from "lucide-react";
import type { Words } from "../words/locale";

/** One place of the console. */
export interface Place {
  readonly word: keyof Words["nav"];
  /** Below the business, or below the account. */
  readonly path: string;
  readonly icon: LucideIcon;
  readonly needs?: Permission;
}

/** What a business has here. Only what is built. */
export const OF_BUSINESS: readonly Place[] = [
  { word: "overview", path: "", icon: House, needs: "tenant.read" },
  { word: "members", path: "/members", icon: Users, needs: "tenant.read" },
  { word: "audit", path: "/audit", icon: ScrollText, needs: "audit.read" },
  { word: "keys", path: "/keys", icon: KeySquare, needs: "keys.read" },
  { word: "developers", path: "/developers", icon: Code, needs: "tenant.read" },
  { word: "settings", path: "/settings", icon: Settings, needs: "tenant.read" },
  { word: "security", path: "/security", icon: ShieldCheck, needs: "tenant.govern" },
  { word: "data", path: "/data", icon: Database, needs: "offboarding.manage" },
];

export const ACCOUNT = "/account";
/** What somebody has of their own, whatever business they are in. */
export const OF_ACCOUNT: readonly Place[] = [
  { word: "yourSecurity", path: "/security", icon: KeyRound },
  { word: "sessions", path: "/sessions", icon: MonitorSmartphone },
];
