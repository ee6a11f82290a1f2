import { Architecture, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { NextjsSite, type NextjsSiteProps, type StackContext } from "sst/constructs";
import { apiBehavior, LIVE_PATH, liveBehavior } from "./edge";
import { LOG_RETENTION } from "./function";
import { responseHeaders } from "./response-headers";

type Cdk = NonNullable<NextjsSiteProps["cdk"]>;

const OBSERVED = { tracing: Tracing.ACTIVE, logRetention: LOG_RETENTION };
const FUNCTION = { ...OBSERVED, runtime: Runtime.NODEJS_24_X, architecture: Architecture.ARM_64 };

// SST hands all of it to the function; its type names the network only.
const REVALIDATION: object = FUNCTION;

/** The Next.js site and, in front of it and of the API, CloudFront: one address for everything. */
export function WebSite({ stack }: StackContext) {
  const domain = process.env.FAIBRIC_DOMAIN;
  const api = apiBehavior(stack);
  const site = new NextjsSite(stack, "site", {
    path: "packages/web",
    runtime: "nodejs24.x",
    openNextVersion: "4.1.12",
    // By its path: no package runner has to be there, and nothing is fetched.
    buildCommand: "node_modules/.bin/open-next build",
    ...(domain ? { customDomain: domain } : {}),
    cdk: {
      distribution: {
        additionalBehaviors: {
          "/api/*": api,
          "/.well-known/*": api,
          [LIVE_PATH]: liveBehavior(stack),
        },
      },
      responseHeadersPolicy: responseHeaders(stack, "site"),
      server: OBSERVED,
      revalidation: REVALIDATION,
      transform: observeImages,
    },
  });
  stack.addOutputs({ SiteUrl: site.customDomainUrl ?? site.url });
  return { site };
}

/** SST has no property for the function that sizes images: its plan is changed instead. */
const observeImages: NonNullable<Cdk["transform"]> = ({ origins }) => {
  for (const origin of Object.values(origins)) {
    if (origin.type === "image-optimization-function") Object.assign(origin.function, FUNCTION);
  }
};
