import { NextjsSite, type StackContext } from "sst/constructs";
import { apiBehavior } from "./edge";

/** The Next.js site and, in front of it and of the API, CloudFront: one address for everything. */
export function WebSite({ stack }: StackContext) {
  const domain = process.env.FAIBRIC_DOMAIN;
  const site = new NextjsSite(stack, "site", {
    path: "packages/web",
    runtime: "nodejs24.x",
    openNextVersion: "4.1.12",
    // By its path: no package runner has to be there, and nothing is fetched.
    buildCommand: "node_modules/.bin/open-next build",
    ...(domain ? { customDomain: domain } : {}),
    cdk: { distribution: { additionalBehaviors: { "/api/*": apiBehavior(stack) } } },
  });
  stack.addOutputs({ SiteUrl: site.customDomainUrl ?? site.url });
  return { site };
}
