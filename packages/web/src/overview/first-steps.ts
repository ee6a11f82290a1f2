import type { Permission } from "@faibric/core/platform/permission";
import type { GoalKind } from "@faibric/core/tenant/business.schema";
import type { Facts } from "./attention";

/** One thing to do on the way to what the business wants first. */
export interface FirstStep {
  readonly what:
    | "publish"
    | "look"
    | "invite"
    | "appKey"
    | "apiKey"
    | "apiKeyUsed"
    | "factor"
    | "factorForAll";
  readonly goal: GoalKind;
  /** Below the business; below the site where it begins with `/account`. */
  readonly path: string;
  readonly needs: Permission;
  readonly isDone: (facts: Facts) => boolean;
}

/** What leads to each goal. Whether it is done is seen in what there is, and ticked by nobody. */
const STEPS: readonly FirstStep[] = [
  {
    what: "publish",
    goal: "found",
    path: "/site",
    needs: "site.write",
    isDone: ({ pages = [] }) => pages.some(({ status }) => status === "published"),
  },
  {
    what: "look",
    goal: "found",
    path: "/settings",
    needs: "tenant.write",
    isDone: ({ tenant }) => Boolean(tenant?.settings?.brand?.logoUrl),
  },
  {
    what: "invite",
    goal: "team",
    path: "/members?invite=1",
    needs: "tenant.manage",
    isDone: ({ members = 1, invitations = [] }) => members > 1 || invitations.length > 0,
  },
  {
    what: "appKey",
    goal: "customers",
    path: "/keys",
    needs: "keys.write",
    isDone: ({ appKeys = [] }) => appKeys.some(({ origins }) => origins.length > 0),
  },
  {
    what: "apiKey",
    goal: "connect",
    path: "/keys",
    needs: "keys.write",
    isDone: ({ apiKeys = [] }) => apiKeys.length > 0,
  },
  {
    what: "apiKeyUsed",
    goal: "connect",
    path: "/keys",
    needs: "keys.write",
    isDone: ({ apiKeys = [] }) => apiKeys.some(({ lastUsedAt }) => lastUsedAt !== undefined),
  },
  {
    what: "factor",
    goal: "secure",
    path: "/account/security",
    needs: "tenant.read",
    isDone: ({ mfa }) => Boolean(mfa && (mfa.totpSince || mfa.passkeys > 0)),
  },
  {
    what: "factorForAll",
    goal: "secure",
    path: "/security",
    needs: "tenant.govern",
    isDone: ({ tenant }) => tenant?.security?.requireMfa === true,
  },
];

export interface Listed extends FirstStep {
  readonly done: boolean;
}

/** The first steps of what the business wants, as far as its reader may take them. */
export function firstStepsOf(facts: Facts, may: (permission: Permission) => boolean): Listed[] {
  const goals = facts.tenant?.settings?.goals ?? [];
  return STEPS.filter(({ goal, needs }) => goals.includes(goal) && may(needs)).map((step) => ({
    ...step,
    done: step.isDone(facts),
  }));
}
