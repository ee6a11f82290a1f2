import { isDeepStrictEqual } from "node:util";
import { commit } from "../platform/commit";
import { StaleError } from "../platform/errors";
import type { TenantId } from "../platform/id";
import { Profile, type VersionedProfile } from "./profile.schema";
import { SiteEntity } from "./site.entity";
import { ProfileChanged } from "./site.events";
import { assertOwn, FIRST_VERSION, readSite } from "./site-parts";

/** What the business tells everybody about itself; empty before it has told anything. */
export async function get(tenantId: TenantId): Promise<VersionedProfile> {
  assertOwn(tenantId, "site.read");
  const { profile = {}, profileVersion = FIRST_VERSION } = await readSite();
  return { ...profile, version: profileVersion };
}

/** Puts another profile in the place of the version that was read. What is left out is gone. @throws StaleError */
export async function replace(input: {
  tenantId: TenantId;
  profile: Profile;
  version: number;
}): Promise<VersionedProfile> {
  const { tenantId, profile, version } = input;
  assertOwn(tenantId, "site.write");
  const { profile: before = {}, profileVersion = FIRST_VERSION } = await readSite();
  if (profileVersion !== version) throw new StaleError();
  const changed = Profile.keyof().options.filter(
    (field) => !isDeepStrictEqual(before[field], profile[field]),
  );
  if (!changed.length) return { ...before, version };
  const only = (from: Profile) =>
    Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
  return commit({
    entities: { site: SiteEntity },
    writes: ({ site }) => ({
      profile: site
        .update({ tenantId })
        .set({ profile, profileVersion: version + 1 })
        .where((one, { eq, notExists }) =>
          version === FIRST_VERSION
            ? notExists(one.profileVersion)
            : eq(one.profileVersion, version),
        )
        .commit(),
    }),
    rejected: { profile: () => new StaleError() },
    audit: { before: only(before), after: only(profile) },
    events: [ProfileChanged.create(tenantId, { changed })],
    result: { ...profile, version: version + 1 },
  });
}
