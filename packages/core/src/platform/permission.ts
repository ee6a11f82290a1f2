import * as z from "zod";

export const Role = z.enum(["owner", "admin", "member", "viewer"]);
export type Role = z.infer<typeof Role>;

/** What each role may do, as data. A permission is `<capability>.<verb>`. */
const MATRIX = {
  "tenant.read": ["owner", "admin", "member", "viewer"],
  "tenant.write": ["owner", "admin"],
  "secrets.read": ["owner", "admin"],
  "secrets.write": ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof MATRIX;

export const PERMISSIONS = Object.keys(MATRIX) as readonly Permission[];

export function allows(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = MATRIX[permission];
  return roles.includes(role);
}
