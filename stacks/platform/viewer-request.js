// Runs in CloudFront for each request under /api, before anything else sees it (runtime cloudfront-js-2.0),
// and in the laptop cloud. So it is one file, without imports, exports or anything of Node.

// What Lambda takes in one call.
const MAX_BODY_BYTES = 6291456;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by its name
function handler(event) {
  const request = event.request;
  const length = request.headers["content-length"];
  if (length && Number(length.value) > MAX_BODY_BYTES) return tooLarge(event.context.requestId);
  if (request.uri.length > 1 && request.uri.endsWith("/")) request.uri = request.uri.slice(0, -1);
  return request;
}

function tooLarge(requestId) {
  return {
    statusCode: 413,
    statusDescription: "Content Too Large",
    headers: {
      "content-type": { value: "application/problem+json" },
      "cache-control": { value: "no-store" },
      "access-control-allow-origin": { value: "*" },
      "x-content-type-options": { value: "nosniff" },
    },
    body: JSON.stringify({
      type: "https://faibric.dev/problems/platform.body.too_large",
      title: "Too large",
      status: 413,
      code: "platform.body.too_large",
      detail: `The body is over ${MAX_BODY_BYTES} bytes. Send less at once.`,
      requestId,
    }),
  };
}
