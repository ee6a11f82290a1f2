import * as operations from "@faibric/core/site/site.contract";
import {
  NavigationChanged,
  PageChanged,
  PageCreated,
  PageDeleted,
  ProfileChanged,
  SamplePagesDeleted,
} from "@faibric/core/site/site.events";
import { SampleRemoved, SampleRequested } from "@faibric/core/tenant/tenant.events";
import { defineManifest } from "../platform/manifest.schema";

export const manifest = defineManifest({
  capability: "site",
  operations,
  consumers: {
    onPageCreated: { event: PageCreated },
    onPageChanged: { event: PageChanged },
    onPageDeleted: { event: PageDeleted },
    onSamplePagesDeleted: { event: SamplePagesDeleted },
    onNavigationChanged: { event: NavigationChanged },
    onProfileChanged: { event: ProfileChanged },
    onSampleRequested: { event: SampleRequested },
    onSampleRemoved: { event: SampleRemoved },
  },
  grants: {
    createPage: ["table:write"],
    listPages: ["table:read"],
    readPage: ["table:read"],
    changePage: ["table:write"],
    deletePage: ["table:write"],
    readNavigation: ["table:read"],
    changeNavigation: ["table:write"],
    readProfile: ["table:read"],
    replaceProfile: ["table:write"],
    readPublicSite: ["table:read"],
    readPublicPage: ["table:read"],
    onSampleRequested: ["table:write"],
    onSampleRemoved: ["table:write"],
    onPageCreated: ["table:write", "live:push"],
    onPageChanged: ["table:write", "live:push"],
    onPageDeleted: ["table:write", "live:push"],
    onSamplePagesDeleted: ["table:write", "live:push"],
    onNavigationChanged: ["table:write", "live:push"],
    onProfileChanged: ["table:write", "live:push"],
  },
});
