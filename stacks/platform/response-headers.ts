import { API_HEADERS, FILE_HEADERS, HSTS_SECONDS } from "@faibric/core/platform/security-headers";
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { Duration } from "aws-cdk-lib/core";
import type { Stack } from "sst/constructs";
import { nameOf } from "./names";

/**
 * What CloudFront adds to each answer that does not say it itself, and that browsers must come back by https.
 * API Gateway's own answers have it from here, and the site's files; its pages say all of it themselves.
 * At a tenant's own domain it holds for that name alone: what else is below it is theirs, and may have no certificate.
 */
export function responseHeaders(
  stack: Stack,
  of: "api" | "site" | "domains",
  name = `${of}-headers`,
): ResponseHeadersPolicy {
  const made = stack.node.tryFindChild(name);
  if (made instanceof ResponseHeadersPolicy) return made;
  const headers = Object.entries(of === "api" ? API_HEADERS : FILE_HEADERS);
  return new ResponseHeadersPolicy(stack, name, {
    responseHeadersPolicyName: nameOf(stack, name),
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(HSTS_SECONDS),
        includeSubdomains: of !== "domains",
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
      referrerPolicy: {
        referrerPolicy: HeadersReferrerPolicy.NO_REFERRER,
        override: false,
      },
      ...(of === "api"
        ? {
            contentSecurityPolicy: {
              contentSecurityPolicy: API_HEADERS["content-security-policy"],
              override: false,
            },
          }
        : {}),
    },
    customHeadersBehavior: {
      customHeaders: headers.filter(([name]) => !NAMED.includes(name)).map(custom),
    },
  });
}

/** CloudFront takes these by fields of their own only. */
const NAMED = [
  "x-content-type-options",
  "content-security-policy",
  "x-frame-options",
  "referrer-policy",
];
const custom = ([header, value]: [string, string]) => ({ header, value, override: false });
