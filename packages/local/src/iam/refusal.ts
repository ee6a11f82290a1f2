import type { AwsCall } from "./call";
import type { Denial } from "./judge";

/** An HTTP answer that the SDK turns into an exception. */
export interface Refusal {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a service says no, each in its own protocol. */
export function refusalFor({ service, method }: AwsCall, { message }: Denial): Refusal {
  if (service === "s3") {
    const error = `<Error><Code>AccessDenied</Code><Message>${escaped(message)}</Message></Error>`;
    return xml(method === "HEAD" ? "" : error);
  }
  if (service === "sts" || service === "cloudfront") {
    const error = `<Type>Sender</Type><Code>AccessDenied</Code><Message>${escaped(message)}</Message>`;
    return xml(`<ErrorResponse><Error>${error}</Error></ErrorResponse>`);
  }
  const code = service === "execute-api" ? "ForbiddenException" : "AccessDeniedException";
  const isRest = service === "execute-api" || service === "ses";
  return {
    statusCode: isRest ? 403 : 400,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, message, Message: message }),
  };
}

const xml = (body: string): Refusal => ({
  statusCode: 403,
  headers: { "content-type": "application/xml" },
  body: body && `<?xml version="1.0" encoding="UTF-8"?>${body}`,
});

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
