import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { synthesize } from "../testing/synthesize";
import { Alarms } from "./alarms";
import { Sites } from "./sites";

const { of } = await synthesize((app) => {
  app.stack(Alarms).stack(Sites);
});

describe("the distribution of businesses' own domains", () => {
  const [distribution] = of("AWS::CloudFront::Distribution");
  const config = distribution?.Properties.DistributionConfig ?? {};

  it("is one for all, reached by its tenants only, through a group that has an address", () => {
    expect(config.ConnectionMode).toBe("tenant-only");
    expect(of("AWS::CloudFront::ConnectionGroup")).toHaveLength(1);
  });

  it("leads to the site's server and nowhere else, and lets nothing through but reading", () => {
    expect(config.Origins).toHaveLength(1);
    expect(JSON.stringify(config.Origins)).not.toContain("execute-api");
    expect(config.CacheBehaviors ?? []).toEqual([]);
    expect(config.DefaultCacheBehavior.AllowedMethods).toEqual(["GET", "HEAD"]);
    expect(config.DefaultCacheBehavior.ViewerProtocolPolicy).toBe("redirect-to-https");
  });

  it("keeps what it serves by domain, and by nothing that visitors send besides", () => {
    const [policy] = of("AWS::CloudFront::CachePolicy");
    const { CookiesConfig, HeadersConfig, QueryStringsConfig } =
      policy?.Properties.CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin ?? {};
    expect(HeadersConfig.Headers).toEqual(["x-faibric-domain"]);
    expect([CookiesConfig.CookieBehavior, QueryStringsConfig.QueryStringBehavior]).toEqual([
      "none",
      "none",
    ]);
  });

  it("asks browsers to come back by https to that name, and to nothing else that is below it", () => {
    const [policy] = of("AWS::CloudFront::ResponseHeadersPolicy");
    const { StrictTransportSecurity } =
      policy?.Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig ?? {};
    expect(StrictTransportSecurity).toEqual({
      AccessControlMaxAgeSec: 63_072_000,
      IncludeSubdomains: false,
      Override: true,
    });
  });

  it("runs the function that tells the site whose domain it is", () => {
    expect(config.DefaultCacheBehavior.FunctionAssociations).toHaveLength(1);
    const [code] = of("AWS::CloudFront::Function");
    expect(code?.Properties.FunctionCode).toContain('"x-faibric-domain"');
  });
});

interface Request {
  method: string;
  uri: string;
  headers: Record<string, { value: string }>;
  statusCode?: number;
}
const source = readFileSync(join(import.meta.dirname, "domain-request.js"), "utf8");
const handler = runInNewContext(`(() => {${source}\nreturn handler;})()`) as (
  event: object,
) => Request;
const ask = (request: Partial<Request>) =>
  handler({
    viewer: { ip: "203.0.113.9" },
    request: {
      method: "GET",
      uri: "/",
      headers: { host: { value: "WWW.Shop.Example:8443" } },
      querystring: { a: { value: "1" } },
      cookies: { session: { value: "secret" } },
      ...request,
    },
  });

describe("a visit of a business's own domain", () => {
  it.each([
    ["/", "/www.shop.example"],
    ["/about/", "/www.shop.example/about"],
    ["/api-of-ours", "/www.shop.example/api-of-ours"],
    ["//sign-in", "/www.shop.example/sign-in"],
    ["/..about", "/www.shop.example/..about"],
  ])("of %s is put below the domain's name: %s", (uri, path) => {
    expect(ask({ uri }).uri).toBe(path);
  });

  it.each([
    "/../sign-in",
    "/a/../../sign-in",
    "/api",
    "/api/tenants",
    "//API/tenants",
    "/live",
    "/.well-known/jwks.json",
    "/..",
    "/%2e%2E/sign-in",
    "/.%2e/sign-in",
    "/..\\sign-in",
    "/./sign-in",
  ])("of %s leads nowhere", (uri) => {
    expect(ask({ uri }).statusCode).toBe(404);
  });

  it("leaves behind what could say who somebody is, and says itself who visits, and whose domain it is", () => {
    const { headers, ...rest } = ask({
      headers: {
        host: { value: "www.shop.example" },
        cookie: { value: "session=secret" },
        authorization: { value: "Bearer secret" },
        "x-faibric-domain": { value: "www.other.example" },
        "x-faibric-viewer": { value: "127.0.0.1" },
      },
    });
    expect(JSON.stringify({ headers, rest })).not.toContain("secret");
    expect(headers["x-faibric-domain"]?.value).toBe("www.shop.example");
    expect(headers["x-faibric-viewer"]?.value).toBe("203.0.113.9");
  });

  it.each(["POST", "PUT", "DELETE", "OPTIONS"])("by %s is refused", (method) => {
    expect(ask({ method }).statusCode).toBe(405);
  });
});
