import * as z from "zod";
import { defineContract } from "../platform/contract";
import { TenantId } from "../platform/id";
import {
  Navigation,
  NewPage,
  PageChange,
  PageId,
  PageSummary,
  SitePage,
  VersionedNavigation,
} from "./page.schema";

const inTenant = z.object({ tenantId: TenantId });
const ofPage = inTenant.extend({ pageId: PageId });

const noPage = {
  "site.page.not_found": {
    status: 404,
    when: "there is no such page; it may have been deleted",
    mend: "List the pages and choose one.",
  },
};
const slugTaken = {
  "site.page.slug_taken": {
    status: 409,
    when: "another page of the site has the address",
    mend: "Choose another address.",
  },
};

export const createPage = defineContract({
  method: "POST",
  path: "/api/tenants/{tenantId}/pages",
  summary: "Create a page of your site",
  access: "member:site.write",
  params: inTenant,
  body: NewPage,
  status: 201,
  response: SitePage,
  refuses: {
    ...slugTaken,
    "site.page.limit_reached": {
      status: 409,
      when: "the site has as many pages as fit",
      mend: "Delete one that is no longer used.",
    },
  },
});

export const listPages = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/pages",
  summary: "List the pages of your site: first the navigation's in their order, then the others",
  access: "member:site.read",
  params: inTenant,
  response: z.object({ items: z.array(PageSummary) }),
});

export const readPage = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/pages/{pageId}",
  summary: "Read a page of your site",
  access: "member:site.read",
  params: ofPage,
  response: SitePage,
  versioned: true,
  refuses: noPage,
});

export const changePage = defineContract({
  method: "PATCH",
  path: "/api/tenants/{tenantId}/pages/{pageId}",
  summary: "Change a page, publish it or take it back; what is left out stays",
  access: "member:site.write",
  params: ofPage,
  body: PageChange,
  response: SitePage,
  versioned: true,
  refuses: { ...noPage, ...slugTaken },
});

export const deletePage = defineContract({
  method: "DELETE",
  path: "/api/tenants/{tenantId}/pages/{pageId}",
  summary: "Delete a page for good",
  access: "member:site.write",
  params: ofPage,
  versioned: true,
  refuses: noPage,
});

export const readNavigation = defineContract({
  method: "GET",
  path: "/api/tenants/{tenantId}/navigation",
  summary: "Read which pages the navigation of your site has",
  access: "member:site.read",
  params: inTenant,
  response: VersionedNavigation,
  versioned: true,
});

export const changeNavigation = defineContract({
  method: "PUT",
  path: "/api/tenants/{tenantId}/navigation",
  summary: "Give the navigation of your site other pages, or another order",
  access: "member:site.write",
  params: inTenant,
  body: Navigation,
  response: VersionedNavigation,
  versioned: true,
  refuses: {
    "site.navigation.page_missing": {
      status: 422,
      when: "there is no such page",
      mend: "List the pages and leave out what is gone.",
    },
  },
});
