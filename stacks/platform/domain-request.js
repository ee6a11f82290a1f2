// Runs in CloudFront for each visit of a business's own domain, before anything else sees it (runtime
// cloudfront-js-2.0), and in the laptop cloud. So it is one file, without imports, exports or anything of Node.
//
// Nothing but the business's pages is at its domain: the path is put below the domain's name, where the site has
// no other pages, and what could say who somebody is on the platform is left behind.

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by its name
function handler(event) {
  const request = event.request;
  if (request.method !== "GET" && request.method !== "HEAD") {
    return {
      statusCode: 405,
      statusDescription: "Method Not Allowed",
      headers: { allow: { value: "GET, HEAD" }, "cache-control": { value: "no-store" } },
    };
  }
  // A step up would lead out of the domain's place, to pages of the platform. What the platform has is not here.
  const isAway = /(^|[/\\])(\.|%2e){1,2}([/\\]|$)/i.test(request.uri);
  if (isAway || /^\/+(api|live|\.well-known)(\/|$)/i.test(request.uri)) {
    return {
      statusCode: 404,
      statusDescription: "Not Found",
      headers: { "cache-control": { value: "no-store" } },
    };
  }
  const host = request.headers.host ? request.headers.host.value : "";
  const domain = host.toLowerCase().replace(/:\d+$/, "").replace(/\.$/, "");
  // Two slashes are one: the site would send such a visitor elsewhere, by the path that it sees.
  const path = request.uri.replace(/\/+/g, "/").replace(/\/$/, "");
  request.uri = `/${domain}${path}`;
  request.querystring = {};
  request.cookies = {};
  for (const name of ["cookie", "authorization"]) delete request.headers[name];
  request.headers["x-forwarded-host"] = { value: host };
  request.headers["x-faibric-domain"] = { value: domain };
  // Who visits, as CloudFront sees it: it takes the place of whatever they sent under that name.
  request.headers["x-faibric-viewer"] = { value: event.viewer.ip };
  return request;
}
