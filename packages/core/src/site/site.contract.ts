import * as z from "zod";
import { defineContract } from "../platform/contract";
import { TenantId } from "../platform/id";
import { Profile, VersionedProfile } from "./profile.schema";

export { addDomain, checkDomain, listDomains, readDomain, removeDomain } from "./domain.contract";
export {
  changeNavigation,
  changePage,
  createPage,
  deletePage,
  listPages,
  readNavigation,
  readPage,
} from "./page.contract";
export { readPublicPage, readPublicSite } from "./public-site.contract";

const params = z.object({ tenantId: TenantId });

export const readProfile = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/profile",
  summary: "Read what your business tells everybody about itself",
  access: "member:site.read",
  params,
  response: VersionedProfile,
  versioned: true,
});

export const replaceProfile = defineContract({
  method: "PUT",
  path: "/api/tenants/{tenantId}/profile",
  summary: "Replace what your business tells everybody about itself; what is left out is gone",
  access: "member:site.write",
  params,
  body: Profile,
  response: VersionedProfile,
  versioned: true,
});
