/**
 * The key of an index, for an ElectroDB entity: `tnt_…#forum.thread#thr_…`. It starts with the tenant
 * itself, not with ElectroDB's label for it, so that a `dynamodb:LeadingKeys` condition and the fence
 * can tell whose it is by comparing a prefix.
 */
export function partition<
  const Field extends string,
  const Composite extends readonly ["tenantId", ...string[]],
>(field: Field, name: string, composite: Composite) {
  const [tenant, ...rest] = composite.map((attribute) => `\${${attribute}}`);
  return { field, composite, template: [tenant, name, ...rest].join("#") };
}

/**
 * The key of what is a person's own, across tenants: `usr_…#auth.session`. It starts with the person, as
 * a tenant's keys start with the tenant.
 */
export function personPartition<
  const Field extends string,
  const Composite extends readonly ["userId", ...string[]],
>(field: Field, name: string, composite: Composite) {
  const [person, ...rest] = composite.map((attribute) => `\${${attribute}}`);
  return { field, composite, template: [person, name, ...rest].join("#") };
}

/** The sort key of an index: `thread#<first>#<second>`. Without attributes it is the name alone. */
export function sort<const Field extends string, const Composite extends readonly string[]>(
  field: Field,
  name: string,
  composite: Composite,
) {
  return {
    field,
    composite,
    template: [name, ...composite.map((attribute) => `\${${attribute}}`)].join("#"),
  };
}
