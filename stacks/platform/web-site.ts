import { VIEWER_HEADER } from "@faibric/functions/platform/viewer";
import { Architecture, FunctionUrl, Runtime, Tracing } from "aws-cdk-lib/aws-lambda";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import { Fn } from "aws-cdk-lib/core";
import {
  NextjsSite,
  type NextjsSiteProps,
  type Stack,
  type StackContext,
  use,
} from "sst/constructs";
import { apiBehavior, LIVE_PATH, liveBehavior } from "./edge";
import { edgeSecret } from "./edge-secret";
import { Files } from "./files";
import { LOG_RETENTION } from "./function";
import { HttpApi } from "./http-api";
import { responseHeaders } from "./response-headers";
import { serverParameter } from "./sites";

/** By which the edge says that a request is for a business's own domain. */
const DOMAIN_HEADER = "x-faibric-domain";

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
    environment: {
      // Businesses' pages are read from the API as anybody would read them, in the name of whoever visits.
      FAIBRIC_API_URL: use(HttpApi).api.apiEndpoint,
      EDGE_SECRET: edgeSecret(stack),
      // Pages may show and send what tenants keep, which has an origin of its own.
      FILES_URL: use(Files).url,
      ...(domain ? { SITE_URL: `https://${domain}` } : {}),
    },
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
      transform: (plan) => {
        observeImages(plan);
        knowVisitors(plan);
      },
    },
  });
  tellServer(stack, site);
  stack.addOutputs({ SiteUrl: site.customDomainUrl ?? site.url });
  return { site };
}

/**
 * Says who visits, in the place of whatever they sent under that name; that a request is for a business's own domain
 * is nobody's to say here.
 */
const knowVisitors: NonNullable<Cdk["transform"]> = ({ cloudFrontFunctions }) => {
  cloudFrontFunctions?.serverCfFunction?.injections.push(
    `request.headers["${VIEWER_HEADER}"] = { value: event.viewer.ip };`,
    `delete request.headers["${DOMAIN_HEADER}"];`,
  );
};

/** Where the site's server is, for the distribution of businesses' own domains. Offline nothing is built. */
function tellServer(stack: Stack, site: NextjsSite): void {
  const server = site.node.findAll().find((child) => child instanceof FunctionUrl);
  if (!server) return;
  new StringParameter(stack, "site-server", {
    parameterName: serverParameter(stack),
    stringValue: Fn.parseDomainName(server.url),
  });
}

/** SST has no property for the function that sizes images: its plan is changed instead. */
const observeImages: NonNullable<Cdk["transform"]> = ({ origins }) => {
  for (const origin of Object.values(origins)) {
    if (origin.type === "image-optimization-function") Object.assign(origin.function, FUNCTION);
  }
};
