import type { Actor } from "./actor";
import { type Contract, type RateClass, rateClassOf } from "./contract";
import { shortDigestOf } from "./digest";
import { networkOf } from "./origin";
import { type Counter, ownerOf, type Stretch } from "./throttle";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** What a tenant's plan allows in a minute, to all of the tenant together and to each who calls. */
interface PlanLimits {
  /** All requests of the tenant's members and API keys. */
  readonly tenant: number;
  /** Those of one person or API key. */
  readonly user: number;
  /** Those from one network address. */
  readonly address: number;
  /** All requests of its customers and visitors, apart from the others. */
  readonly audience: number;
  /** Those of one in 64 of them: so many counters fit into one unit of writing, and a guest for each would not. */
  readonly guest: number;
  /** Those in each class: of its own, and once more of its audience. */
  readonly read: number;
  readonly write: number;
  readonly expensive: number;
  /** What its visitors may try of these, in the stretch that holds for one network of theirs. */
  readonly "sign-in": number;
  readonly mail: number;
}

const times = <Limits extends Record<string, number>>(factor: number, limits: Limits): Limits =>
  Object.fromEntries(
    Object.entries(limits).map(([name, limit]) => [name, factor * limit]),
  ) as Limits;

const FREE = {
  ...{ tenant: 600, user: 300, address: 450, read: 600, write: 200, expensive: 30 },
  ...{ "sign-in": 1_000, mail: 600 },
};

const PLANS = {
  free: { ...FREE, audience: 1_200, guest: 120 },
  pro: { ...times(10, FREE), user: 1_200, audience: 12_000, guest: 600 },
  // A counter takes some thousand writes a second, of a kilobyte each: more needs several of them.
  enterprise: { ...times(20, FREE), user: 3_000, audience: 24_000, guest: 1_200 },
} as const satisfies Record<string, PlanLimits>;

/** A person in no tenant, in a minute: founding one, one's own sessions. */
const PERSON = { user: 120, read: 120, write: 60, expensive: 10, "sign-in": 20, mail: 10 };

/** What one network address may do that says nothing of who it is, by class. */
const PUBLIC = {
  read: { limit: 300, seconds: MINUTE },
  write: { limit: 120, seconds: MINUTE },
  expensive: { limit: 20, seconds: MINUTE },
  "sign-in": { limit: 100, seconds: 5 * MINUTE },
  mail: { limit: 60, seconds: HOUR },
} as const satisfies Record<RateClass, { limit: number; seconds: number }>;

/** What one network address may be refused in a minute for who it is, or says it is. */
const REFUSED = 300;

/**
 * On what a request counts that is refused before it is known who asks: tokens that are none, keys that were
 * revoked. Whom it names is no matter: nobody's counters but the address's.
 */
export function stretchOfRefusals(address: string): Stretch {
  const counters = [{ name: "refused", limit: settings().public?.refused ?? REFUSED }];
  return { owner: ownerOf("rate.refused", networkOf(address)), seconds: MINUTE, counters };
}

/**
 * Which counters a request is counted on. Nobody's counters but the caller's own tenant's are among them,
 * so a stranger cannot use up what is a tenant's.
 * @param actor as whom the caller was let in; undefined where anybody may call
 */
export function stretchFor(
  contract: Pick<Contract, "method" | "rateClass">,
  actor: Actor | undefined,
  address: string,
): Stretch {
  const kind = rateClassOf(contract);
  const set = settings();
  if (!actor) {
    const { seconds, limit } = PUBLIC[kind];
    const counters = [{ name: kind, limit: set.public?.[kind] ?? limit }];
    return { owner: ownerOf(`rate.${kind}`, networkOf(address)), seconds, counters };
  }
  if (!("tenantId" in actor)) {
    const limits = { ...PERSON, ...set.person };
    const counters = [
      { name: "user", limit: limits.user },
      { name: kind, limit: limits[kind] },
    ];
    return { owner: actor.userId, seconds: MINUTE, counters };
  }
  if (actor.type === "public" && (kind === "sign-in" || kind === "mail")) {
    return { owner: actor.tenantId, ...visitorsOf(actor, kind, address) };
  }
  return { owner: actor.tenantId, seconds: MINUTE, counters: countersOf(actor, kind, address) };
}

/**
 * What is counted before that, for the address alone, over all tenants: visitors who try to come in or have mail sent. Else
 * one network would have the limit of each tenant's door. Of all else one write a request is enough.
 */
export function stretchAcross(
  contract: Pick<Contract, "method" | "rateClass">,
  actor: Actor | undefined,
  address: string,
): Stretch | undefined {
  const kind = rateClassOf(contract);
  if (actor?.type !== "public" || (kind !== "sign-in" && kind !== "mail")) return undefined;
  const { seconds, limit } = PUBLIC[kind];
  const own = settings().public?.[kind] ?? limit;
  const counters = [{ name: `visitor-${kind}`, limit: DOORS * own }];
  return { owner: ownerOf(`rate.visitor-${kind}`, networkOf(address)), seconds, counters };
}

/** As many doors as one network may knock at, at each as often as at ours: many people may be behind it. */
const DOORS = 3;

/**
 * Visitors of a tenant who try to come in, or have mail sent: as strict for one network (of 64) as at our
 * own door, and bounded for all of them together, or many networks could send mail without end.
 */
function visitorsOf(actor: InTenant, kind: "sign-in" | "mail", address: string) {
  const { seconds, limit } = PUBLIC[kind];
  const guest = shortDigestOf(networkOf(address)).slice(0, 1);
  const counters = [
    { name: `audience-${kind}`, limit: limitsOf(actor)[kind] },
    { name: `guest-${kind}`, of: guest, limit: settings().public?.[kind] ?? limit },
  ];
  return { seconds, counters };
}

type InTenant = Extract<Actor, { tenantId: unknown }>;

function limitsOf(actor: InTenant): PlanLimits {
  const plan = "plan" in actor && isPlan(actor.plan) ? actor.plan : "free";
  return { ...PLANS[plan], ...settings()[plan] };
}

function countersOf(actor: InTenant, kind: RateClass, address: string): readonly Counter[] {
  const limits = limitsOf(actor);
  const group = kind === "read" || kind === "expensive" ? kind : "write";
  const network = networkOf(address);
  if (isOwn(actor)) {
    return [
      { name: "tenant", limit: limits.tenant },
      { name: "user", of: shortDigestOf(subjectOf(actor) ?? network), limit: limits.user },
      { name: "address", of: shortDigestOf(network), limit: limits.address },
      { name: group, limit: limits[group] },
    ];
  }
  // What its audience does takes nothing from the tenant's own people.
  const guest = shortDigestOf(subjectOf(actor) ?? network).slice(0, 1);
  return [
    { name: "audience", limit: limits.audience },
    { name: "guest", of: guest, limit: limits.guest },
    { name: `audience-${group}`, limit: limits[group] },
  ];
}

/** Whether a member or an API key calls, and not a customer or a visitor of the tenant. */
const isOwn = (actor: InTenant) => "userId" in actor || "keyId" in actor || actor.type === "system";

/** Who it is, if anybody: whoever comes with a public app key may be anyone. */
function subjectOf(actor: InTenant): string | undefined {
  if ("userId" in actor) return actor.userId;
  if ("customerId" in actor) return actor.customerId;
  return "keyId" in actor ? String(actor.keyId) : undefined;
}

const isPlan = (plan: string | undefined): plan is keyof typeof PLANS =>
  plan !== undefined && Object.hasOwn(PLANS, plan);

/** What a stage sets otherwise: `{ "free": { "tenant": 50 }, "public": { "sign-in": 1000 } }`. */
export type RateLimitSettings = {
  readonly [Group in keyof typeof PLANS | "person" | "public"]?: {
    readonly [Name in keyof PlanLimits | RateClass | "refused"]?: number;
  };
};

let read: { readonly text: string; readonly settings: RateLimitSettings } | undefined;

/** Of the environment, which is the same for all requests that a function serves. */
function settings(): RateLimitSettings {
  const text = process.env.RATE_LIMITS ?? "{}";
  if (read?.text !== text) read = { text, settings: JSON.parse(text) as RateLimitSettings };
  return read.settings;
}
