import * as z from "zod";

export const Role = z.enum(["owner", "admin", "member", "viewer"]);
export type Role = z.infer<typeof Role>;

/** What each role may do, as data. A permission is `<capability>.<verb>`. */
const MATRIX = {
  "audit.read": ["owner", "admin"],
  "keys.read": ["owner", "admin"],
  "keys.write": ["owner", "admin"],
  "site.read": ["owner", "admin", "member", "viewer"],
  /** What a business tells the world: its pages and its profile. */
  "site.write": ["owner", "admin", "member"],
  /** Where the site is: its domains. */
  "site.manage": ["owner", "admin"],
  "tenant.read": ["owner", "admin", "member", "viewer"],
  "tenant.write": ["owner", "admin"],
  "offboarding.manage": ["owner"],
  "secrets.read": ["owner", "admin"],
  "secrets.write": ["owner", "admin"],
  "storage.read": ["owner", "admin", "member", "viewer"],
  "storage.write": ["owner", "admin", "member"],
  /** Who belongs to the tenant: members and invitations. */
  "tenant.manage": ["owner", "admin"],
  /** What could lock everybody out: security, suspending, setting up again. */
  "tenant.govern": ["owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof MATRIX;

export const PERMISSIONS = Object.keys(MATRIX) as readonly Permission[];

/**
 * What only people may do: no API key can be given these. Who may come in, with what, and who belongs to
 * the tenant is not decided by something that lies in a configuration file.
 */
const FOR_PEOPLE: readonly Permission[] = [
  "keys.read",
  "keys.write",
  "offboarding.manage",
  "secrets.read",
  "secrets.write",
  "site.manage",
  "tenant.manage",
  "tenant.govern",
];

/** What an API key can be given. */
export const SCOPES = PERMISSIONS.filter((permission) => !FOR_PEOPLE.includes(permission));

export function allows(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = MATRIX[permission];
  return roles.includes(role);
}

/** The roles that each may give, take away and lower. Nobody makes somebody more than they are. */
const MANAGES: Readonly<Record<Role, readonly Role[]>> = {
  owner: ["owner", "admin", "member", "viewer"],
  admin: ["admin", "member", "viewer"],
  member: [],
  viewer: [],
};

/** Whether somebody of a role may give another role to a person, or take it away. */
export function manages(role: Role, other: Role): boolean {
  return MANAGES[role].includes(other);
}

/** Whether an API key's scopes allow it. What is for people only, none of them does. */
export function scopesAllow(scopes: readonly string[], permission: Permission): boolean {
  return SCOPES.includes(permission) && scopes.includes(permission);
}
