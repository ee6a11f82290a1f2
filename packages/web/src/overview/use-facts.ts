"use client";
import { useMfa } from "../account/use-mfa";
import { useHere } from "../frame/tenancy";
import { useSecrets } from "../integrations/use-secrets";
import { keys } from "../keys/api";
import { people } from "../members/api";
import { offboarding } from "../offboarding/api";
import { orNull } from "../session/or-null";
import { useDomains } from "../site/use-domains";
import { useSitePages } from "../site/use-site-pages";
import { type Cached, useCached } from "../ui/use-cached";
import type { Facts } from "./attention";

const PAGE = 100;
const NONE = { items: [], cursor: null };

/** What the overview judges by, read where each page of the console reads it; of what the reader may not see, nothing. */
export function useFacts(): { facts: Facts; error: unknown; reload: () => Promise<void> } {
  const { tenantId, tenant, may } = useHere();
  const params = { tenantId };
  const query = { limit: PAGE };
  const mfa = useMfa();
  const secrets = useSecrets();
  const invitations = useCached(`invitations/${tenantId}`, async () =>
    may("tenant.manage") ? people.listInvitations({ params, query }) : NONE,
  );
  const members = useCached(`members/${tenantId}`, () => people.listMemberships({ params, query }));
  const apiKeys = useCached(`api-keys/${tenantId}`, async () =>
    may("keys.read") ? keys.listApiKeys({ params, query }) : NONE,
  );
  const appKeys = useCached(`app-keys/${tenantId}`, async () =>
    may("keys.read") ? keys.listAppKeys({ params, query }) : NONE,
  );
  const domains = useDomains();
  const pages = useSitePages();
  const erasure = useCached(`erasure/${tenantId}/${tenant.value?.suspension?.by}`, async () =>
    // One that is to be erased is suspended for that until then.
    may("offboarding.manage") && tenant.value?.suspension?.by === "erasure"
      ? orNull(offboarding.readErasure({ params }), "offboarding.erasure.not_found")
      : null,
  );
  const all: readonly Omit<Cached<unknown>, "set">[] = [
    ...[mfa, secrets, invitations, members, apiKeys, appKeys, domains, pages, erasure],
  ];
  return {
    facts: {
      tenant: tenant.value,
      mfa: mfa.value,
      secrets: secrets.value,
      invitations: invitations.value?.items,
      members: members.value?.items.length,
      apiKeys: apiKeys.value?.items,
      appKeys: appKeys.value?.items,
      domains: domains.value,
      pages: pages.value,
      erasure: erasure.value,
    },
    error: all.find(({ error, value }) => error !== undefined && value === undefined)?.error,
    reload: async () => void (await Promise.all(all.map(({ reload }) => reload()))),
  };
}
