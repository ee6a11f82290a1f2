import { PROBLEM_TITLES, problemType } from "@faibric/core/platform/problem";
import { PROBLEM_TYPE } from "@faibric/core/platform/problem.schema";
import { API_HEADERS } from "@faibric/core/platform/security-headers";
import type {
  APIGatewayProxyEventV2 as ApiEvent,
  APIGatewayProxyStructuredResultV2 as ApiResult,
} from "aws-lambda";

const STATUS = 404;
const CODE = "platform.route.not_found";
const MAX_PATH = 200;

/** Answers what no operation serves, in the form of every other refusal. It reaches nothing and asks nothing. */
export async function handler({ rawPath, requestContext }: ApiEvent): Promise<ApiResult> {
  const { requestId, http } = requestContext;
  const path = rawPath.slice(0, MAX_PATH).toWellFormed();
  const problem = {
    type: problemType(CODE),
    title: PROBLEM_TITLES[STATUS],
    status: STATUS,
    code: CODE,
    detail: `There is no operation ${http.method} ${path}. All there are: /api/docs.`,
    requestId,
  };
  return {
    statusCode: STATUS,
    headers: {
      ...API_HEADERS,
      "cache-control": "no-store",
      "content-type": PROBLEM_TYPE,
      "x-request-id": requestId,
    },
    ...(http.method === "HEAD" ? {} : { body: JSON.stringify(problem) }),
  };
}
