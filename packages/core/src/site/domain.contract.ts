import * as z from "zod";
import { defineContract } from "../platform/contract";
import { TenantId } from "../platform/id";
import { Domain, DomainName } from "./domain.schema";

const inTenant = z.object({ tenantId: TenantId });
const ofDomain = inTenant.extend({ domain: DomainName });

const noDomain = {
  "site.domain.not_found": {
    status: 404,
    when: "there is no such domain; it may have been removed",
    mend: "List the domains and choose one.",
  },
};

export const addDomain = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/domains",
  summary: "Add a domain of your own; the answer says what to set in DNS",
  access: "member:site.manage",
  params: inTenant,
  body: z.object({ domain: DomainName }),
  status: 201,
  response: Domain,
  refuses: {
    "site.domain.refused": {
      status: 422,
      when: "many share the domain, such as co.uk, or it is the platform's own",
      mend: "Name a domain that is yours, such as www.example.com.",
    },
    "site.domain.taken": {
      status: 409,
      when: "another business has proved that it is theirs",
      mend: "If it is yours, have them remove it, or take their records out of DNS.",
    },
    "site.domain.already_there": {
      status: 409,
      when: "it is among your domains",
      mend: "Read it to see what it waits for.",
    },
    "site.domain.limit_reached": {
      status: 409,
      when: "there are as many domains as fit",
      mend: "Remove one that is no longer used.",
    },
  },
});

export const listDomains = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/domains",
  summary: "List your own domains, and what each of them waits for",
  access: "member:site.read",
  params: inTenant,
  response: z.object({ items: z.array(Domain) }),
});

export const readDomain = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/domains/{domain}",
  summary: "Read a domain of yours, its records and what it waits for",
  access: "member:site.read",
  params: ofDomain,
  response: Domain,
  refuses: noDomain,
});

export const checkDomain = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/domains/{domain}/check",
  summary: "Look the domain up in DNS now; it is looked up by itself too",
  access: "member:site.manage",
  rateClass: "expensive",
  params: ofDomain,
  response: Domain,
  refuses: noDomain,
});

export const removeDomain = defineContract({
  method: "DELETE",
  path: "/api/tenants/{tenantId}/domains/{domain}",
  summary: "Remove a domain of yours; your pages stay at the platform's address",
  access: "member:site.manage",
  params: ofDomain,
  refuses: noDomain,
});
