// Runs in CloudFront for each request under /api, before anything else sees it (runtime cloudfront-js-2.0),
// and in the laptop cloud. So it is one file, without imports, exports or anything of Node.

// What functions read of a body: a test compares the two. Lambda takes 6 MB, escaped as it hands it on.
const MAX_BODY_BYTES = 1048576;
// API Gateway takes 10,240 bytes of address and headers, with those that are added on the way to it.
const MAX_HEAD_BYTES = 9216;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by its name
function handler(event) {
  const request = event.request;
  const requestId = event.context.requestId;
  const length = request.headers["content-length"];
  if (length && Number(length.value) > MAX_BODY_BYTES) {
    return problem(
      requestId,
      413,
      "Too large",
      "platform.body.too_large",
      `The body is over ${MAX_BODY_BYTES} bytes. Send less at once.`,
    );
  }
  if (headBytes(request) > MAX_HEAD_BYTES) {
    return problem(
      requestId,
      431,
      "Headers too large",
      "platform.headers.too_large",
      `The address and the headers are over ${MAX_HEAD_BYTES} bytes together. Send fewer or shorter ones.`,
    );
  }
  if (!isEncoded(request.uri)) {
    return problem(
      requestId,
      400,
      "The request is not valid",
      "platform.address.invalid",
      "The address is not percent-encoded UTF-8: a % must begin two hexadecimal digits.",
    );
  }
  // Who calls, as CloudFront sees it: it takes the place of whatever the caller sent under that name.
  request.headers["x-faibric-viewer"] = { value: event.viewer.ip };
  if (request.uri.length > 1 && request.uri.endsWith("/")) request.uri = request.uri.slice(0, -1);
  return request;
}

function headBytes(request) {
  let bytes = request.uri.length;
  for (const values of [request.headers, request.querystring, request.cookies]) {
    for (const name in values) {
      for (const one of values[name].multiValue || [values[name]]) {
        bytes += name.length + one.value.length;
      }
    }
  }
  return bytes;
}

function isEncoded(uri) {
  try {
    decodeURIComponent(uri);
    return true;
  } catch (_error) {
    return false;
  }
}

const DESCRIPTIONS = {
  400: "Bad Request",
  413: "Content Too Large",
  431: "Request Header Fields Too Large",
};

// As every answer of the API says it: a test compares the two.
const SECURE = {
  "content-security-policy":
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

// What is refused here never reaches a function, and is told in the same words (RFC 9457).
function problem(requestId, status, title, code, detail) {
  const headers = {
    "content-type": { value: "application/problem+json" },
    "cache-control": { value: "no-store" },
    "x-request-id": { value: requestId },
  };
  for (const name in SECURE) headers[name] = { value: SECURE[name] };
  return {
    statusCode: status,
    statusDescription: DESCRIPTIONS[status],
    headers: headers,
    body: JSON.stringify({
      type: `https://faibric.dev/problems/${code}`,
      title: title,
      status: status,
      code: code,
      detail: detail,
      requestId: requestId,
    }),
  };
}
