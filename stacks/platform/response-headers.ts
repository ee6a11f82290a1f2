import {
  API_HEADERS,
  FILE_HEADERS,
  HSTS_SECONDS,
  USER_FILE_HEADERS,
} from "@faibric/core/platform/security-headers";
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
  of: keyof typeof HEADERS,
  name = `${of}-headers`,
): ResponseHeadersPolicy {
  const made = stack.node.tryFindChild(name);
  if (made instanceof ResponseHeadersPolicy) return made;
  const headers = HEADERS[of];
  const policy = "content-security-policy" in headers && headers["content-security-policy"];
  // What tenants upload says nothing of itself: what is stored with it would be in its place.
  const override = of === "files";
  return new ResponseHeadersPolicy(stack, name, {
    responseHeadersPolicyName: nameOf(stack, name),
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(HSTS_SECONDS),
        includeSubdomains: of !== "domains",
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override },
      referrerPolicy: {
        referrerPolicy: HeadersReferrerPolicy.NO_REFERRER,
        override,
      },
      ...(policy ? { contentSecurityPolicy: { contentSecurityPolicy: policy, override } } : {}),
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(headers)
        .filter(([name]) => !NAMED.includes(name))
        .map(([header, value]) => ({ header, value, override })),
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

const HEADERS = {
  api: API_HEADERS,
  site: FILE_HEADERS,
  domains: FILE_HEADERS,
  files: USER_FILE_HEADERS,
};
