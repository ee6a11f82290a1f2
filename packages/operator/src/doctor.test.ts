import { once } from "node:events";
import { createServer } from "node:net";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { OperatorParameter } from "@faibric/core/platform/operator.schema";
import { afterAll, expect, it } from "vitest";
import type { Finding } from "./finding";
import { faibric } from "./testing/faibric";
import { startLaptopCloud } from "./testing/laptop-cloud";

const { cloud, ports, run, close } = await startLaptopCloud();
afterAll(close);

const of = (findings: readonly Finding[], check: string) =>
  findings.filter((finding) => finding.check === check);

it("finds nothing wrong with a laptop cloud that is well", async () => {
  const { code, stdout, stderr } = await run(["doctor", "--json"]);
  const findings = JSON.parse(stdout) as Finding[];
  expect(findings.filter(({ status }) => status === "problem")).toEqual([]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^no problems, /);
  expect(findings.map(({ check }) => check)).toEqual(
    expect.arrayContaining(["Node", "DynamoDB engine", "Laptop cloud", "API", "Table", "Archive"]),
  );
});

it("warns of dead letters, with what to do", async () => {
  cloud.sqs.send("tenant-on-tenant-created-dead-letters", "{}");
  const { code, stdout } = await run(["doctor"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /\nwarning +Dead letters +1 in tenant-on-tenant-created-dead-letters.*\n +→ npx faibric dlq show/,
  );
});

it("says who has a port that the laptop cloud would need, and exits with 1", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const { code, stdout } = await faibric(["doctor", "--json"], {
    ...ports,
    FAIBRIC_PORT: String(port),
    FAIBRIC_AWS_PORT: "1",
  });
  server.close();
  const findings = JSON.parse(stdout) as Finding[];
  expect(code).toBe(1);
  expect(of(findings, `Port ${port}`)).toEqual([
    {
      check: `Port ${port}`,
      status: "problem",
      found: expect.stringContaining(`(process ${process.pid})`),
      todo: expect.stringContaining("npm start"),
    },
  ]);
  expect(of(findings, "Laptop cloud")).toMatchObject([{ status: "warning" }]);
});

it("names what a stage lacks, one by one", async () => {
  const client = new SSMClient({});
  const { Parameter } = await client.send(
    new GetParameterCommand({ Name: "/faibric/local/operator" }),
  );
  const healthy = JSON.parse(Parameter?.Value ?? "") as OperatorParameter;
  const stage: OperatorParameter = {
    ...healthy,
    tableName: "gone",
    archiveArn: `${healthy.archiveArn}-gone`,
    apiUrl: "http://127.0.0.1:1",
    secrets: ["faibric/broken/payment-key"],
  };
  await client.send(
    new PutParameterCommand({
      Name: "/faibric/broken/operator",
      Type: "String",
      Value: JSON.stringify(stage),
    }),
  );
  const { code, stdout } = await run(["doctor", "--stage", "broken", "--json"]);
  expect(code).toBe(1);
  const findings = JSON.parse(stdout) as Finding[];
  expect(of(findings, "Node")).toEqual([]); // a stage is not this machine
  for (const check of ["API", "Table", "Archive", "Secret", "Dead letters"]) {
    expect(of(findings, check), check).toMatchObject([{ status: "problem" }]);
  }
  expect(of(findings, "Secret")).toMatchObject([
    { todo: expect.stringContaining("create-secret --name faibric/broken/payment-key") },
  ]);
});

it("says that a stage cannot be found, and exits with 1", async () => {
  const { code, stdout } = await run(["doctor", "--stage", "nowhere"]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^problem +Stage +nowhere was not found\n +→ .*npx sst deploy/);
});
