import { Distribution } from "aws-cdk-lib/aws-cloudfront";
import type { StackContext } from "sst/constructs";
import { describe, expect, it } from "vitest";
import { text } from "../testing/read-template";
import { synthesize } from "../testing/synthesize";
import { Alarms } from "./alarms";
import { apiBehavior, LIVE_PATH, liveBehavior } from "./edge";
import { HttpApi } from "./http-api";
import { LiveApi } from "./live-api";
import { responseHeaders } from "./response-headers";

/** CloudFront with the API behind it, without the site, which Next.js would have to build. */
function Edge({ stack }: StackContext) {
  new Distribution(stack, "distribution", {
    defaultBehavior: apiBehavior(stack),
    additionalBehaviors: { [LIVE_PATH]: liveBehavior(stack) },
  });
  responseHeaders(stack, "site");
}

const { of } = await synthesize((app) => {
  app.stack(Alarms).stack(HttpApi).stack(LiveApi).stack(Edge);
});

describe("CloudFront", () => {
  const [distribution] = of("AWS::CloudFront::Distribution");
  const { Origins, DefaultCacheBehavior, CacheBehaviors } =
    distribution?.Properties.DistributionConfig ?? {};

  it("tells the API by a secret that a request came through it, which no template has", () => {
    expect(Origins).toHaveLength(2);
    for (const { DomainName, OriginCustomHeaders } of Origins) {
      expect(text(DomainName)).toContain("execute-api");
      expect(OriginCustomHeaders).toEqual([
        {
          HeaderName: "x-faibric-edge",
          HeaderValue: "{{resolve:secretsmanager:faibric/test/edge-secret:SecretString}}",
        },
      ]);
    }
  });

  it("runs the function that says who calls before each request, and caches nothing", () => {
    expect(DefaultCacheBehavior.FunctionAssociations).toHaveLength(1);
    const [code] = of("AWS::CloudFront::Function");
    expect(code?.Properties.FunctionCode).toContain(
      'headers["x-faibric-viewer"] = { value: event.viewer.ip }',
    );
    expect(DefaultCacheBehavior.ViewerProtocolPolicy).toBe("redirect-to-https");
  });

  it("hands live connections to the stage of that path, with what a WebSocket needs and no more", () => {
    const [live] = CacheBehaviors;
    const [stage] = of("AWS::ApiGatewayV2::Stage").filter(
      ({ Properties }) => Properties.StageName === "live",
    );
    expect(live.PathPattern).toBe(`/${stage?.Properties.StageName}`);
    expect(live.ViewerProtocolPolicy).toBe("https-only");
    expect(live.ResponseHeadersPolicyId).toEqual(DefaultCacheBehavior.ResponseHeadersPolicyId);
    const [policy] = of("AWS::CloudFront::OriginRequestPolicy");
    const { HeadersConfig } = policy?.Properties.OriginRequestPolicyConfig ?? {};
    expect(HeadersConfig.Headers).toContain("Sec-WebSocket-Protocol");
    expect(String(HeadersConfig.Headers)).not.toMatch(/host|faibric|forwarded/i);
  });

  it("adds to each answer what it does not say itself", () => {
    const policies = of("AWS::CloudFront::ResponseHeadersPolicy").map(
      ({ Properties }) => Properties.ResponseHeadersPolicyConfig,
    );
    expect(policies).toHaveLength(2);
    expect(DefaultCacheBehavior.ResponseHeadersPolicyId).toBeDefined();
    for (const { SecurityHeadersConfig: secure, CustomHeadersConfig: custom } of policies) {
      expect(secure).toMatchObject({
        StrictTransportSecurity: {
          AccessControlMaxAgeSec: 63_072_000,
          IncludeSubdomains: true,
          Override: true,
        },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: "DENY" },
        ReferrerPolicy: { ReferrerPolicy: "no-referrer" },
      });
      expect(custom.Items.map(({ Header }: { Header: string }) => Header)).toEqual([
        "permissions-policy",
        "cross-origin-opener-policy",
        "cross-origin-resource-policy",
      ]);
    }
    const [api] = policies.filter(({ Name }) => Name.endsWith("api-headers"));
    const sharing = (of: string) =>
      policies
        .find(({ Name }) => Name.endsWith(`${of}-headers`))
        .CustomHeadersConfig.Items.find(
          ({ Header }: { Header: string }) => Header === "cross-origin-resource-policy",
        ).Value;
    expect(sharing("api")).toBe("same-origin");
    // The widgets are files of the site; its pages say same-origin themselves.
    expect(sharing("site")).toBe("cross-origin");
    expect(api.SecurityHeadersConfig.ContentSecurityPolicy).toEqual({
      ContentSecurityPolicy:
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      Override: false,
    });
  });
});
