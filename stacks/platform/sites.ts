import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CacheHeaderBehavior,
  CachePolicy,
  CfnConnectionGroup,
  CfnDistribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionRuntime,
  OriginRequestPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import { Stack as CdkStack, Duration } from "aws-cdk-lib/core";
import type { Stack, StackContext } from "sst/constructs";
import { nameOf } from "./names";
import { responseHeaders } from "./response-headers";

const ORIGIN = "site-server";

/** Where the site's own server is: the stack of the site says so at each deploy. */
export const serverParameter = (stack: Stack): string => `/sst/faibric/${stack.stage}/site-server`;

/**
 * Businesses' own domains: one distribution that each of them is a tenant of (CloudFront SaaS Manager), with a
 * certificate of its own. It leads to the site's server and nowhere else: neither the API, nor live connections, nor
 * files of the platform are at a business's domain, and no cookie goes through.
 */
export function Sites({ stack }: StackContext) {
  const site = stack.node.scope?.node.tryFindChild("WebSite");
  if (site instanceof CdkStack) stack.addDependency(site);
  const connections = new CfnConnectionGroup(stack, "sites-connections", {
    name: nameOf(stack, "sites"),
    enabled: true,
    ipv6Enabled: true,
  });
  const distribution = new CfnDistribution(stack, "sites", {
    distributionConfig: {
      comment: nameOf(stack, "sites"),
      enabled: true,
      connectionMode: "tenant-only",
      httpVersion: "http2",
      origins: [
        {
          id: ORIGIN,
          domainName: StringParameter.valueForStringParameter(stack, serverParameter(stack)),
          customOriginConfig: {
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
          },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: ORIGIN,
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        compress: true,
        cachePolicyId: cachePolicy(stack).cachePolicyId,
        originRequestPolicyId:
          OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
        responseHeadersPolicyId: responseHeaders(stack, "domains", "sites-headers")
          .responseHeadersPolicyId,
        functionAssociations: [
          { eventType: "viewer-request", functionArn: domainRequest(stack).functionArn },
        ],
      },
      viewerCertificate: { cloudFrontDefaultCertificate: true },
    },
  });
  return { connections, distribution };
}

/** By the domain and the path alone, for as long as an answer says; what says nothing is not kept. */
function cachePolicy(stack: Stack): CachePolicy {
  return new CachePolicy(stack, "sites-cache", {
    cachePolicyName: nameOf(stack, "sites"),
    headerBehavior: CacheHeaderBehavior.allowList("x-faibric-domain"),
    defaultTtl: Duration.seconds(0),
    minTtl: Duration.seconds(0),
    maxTtl: Duration.days(1),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });
}

function domainRequest(stack: Stack): EdgeFunction {
  const source = readFileSync(join(process.cwd(), "stacks/platform/domain-request.js"), "utf8");
  return new EdgeFunction(stack, "domain-request", {
    functionName: nameOf(stack, "domain-request"),
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(source),
  });
}
