import { createServer } from "node:http";

export const ACCOUNT = "111111111111";

// SST asks who it is, and where an account's bootstrap stacks keep their files. Nothing else.
const BOOTSTRAP = {
  CDKToolkit: { BootstrapVersion: "21", BucketName: "cdk-offline" },
  SSTBootstrap: { Version: "7.4", BucketName: "sst-offline" },
};

/**
 * Stands in for STS and CloudFormation on loopback, so that `sst build` needs no account.
 * What else is asked is refused and kept in `refused`, for then a build is not offline.
 */
export async function startStub() {
  const refused = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const parameters = new URLSearchParams(body);
      const action = parameters.get("Action") ?? `${request.method} ${request.url}`;
      const answer = answerTo(action, parameters.get("StackName") ?? "");
      if (!answer) refused.push(action);
      response.writeHead(answer ? 200 : 400, { "content-type": "text/xml" });
      response.end(answer ?? error(action));
    });
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    refused,
    close: () => server.close(),
  };
}

function answerTo(action, stackName) {
  if (action === "GetCallerIdentity") return result(action, STS, identity());
  if (action === "DescribeStacks") return result(action, CLOUDFORMATION, stack(stackName));
  return undefined;
}

const STS = "https://sts.amazonaws.com/doc/2011-06-15/";
const CLOUDFORMATION = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

const result = (action, namespace, inner) =>
  `<${action}Response xmlns="${namespace}"><${action}Result>${inner}</${action}Result></${action}Response>`;

const identity = () =>
  `<Arn>arn:aws:iam::${ACCOUNT}:user/offline</Arn><UserId>OFFLINE</UserId><Account>${ACCOUNT}</Account>`;

function stack(name) {
  const outputs = Object.entries(BOOTSTRAP[name] ?? BOOTSTRAP.SSTBootstrap).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return `<Stacks><member><StackName>${name}</StackName><CreationTime>2024-01-01T00:00:00Z</CreationTime>
    <StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${outputs.join("")}</Outputs></member></Stacks>`;
}

const error = (action) =>
  `<ErrorResponse><Error><Code>NotOffline</Code><Message>${action}</Message></Error></ErrorResponse>`;
