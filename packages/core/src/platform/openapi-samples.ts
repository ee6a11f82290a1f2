import * as z from "zod";
import {
  type Contract,
  isPaged,
  isSafe,
  needsVersion,
  permissionOf,
  takesApiKey,
  takesIdempotencyKey,
} from "./contract";
import { exampleOf } from "./openapi-example";
import { takes } from "./openapi-refusals";
import { SAMPLE, SECRETS, type Secret } from "./sample-words";
import { literalOf } from "./source-literal";

/** How an operation is called, ready to copy. Source: the extension `x-codeSamples` of Redocly */
export interface CodeSample {
  readonly lang: "Shell" | "TypeScript";
  readonly label: string;
  readonly source: string;
}

/** The same call by curl and by the client. @throws Error where a parameter that is needed has no example */
export function samplesOf(capability: string, key: string, contract: Contract): CodeSample[] {
  return [
    { lang: "Shell", label: "curl", source: curlOf(key, contract) },
    { lang: "TypeScript", label: "TypeScript SDK", source: clientOf(capability, key, contract) },
  ];
}

/** What the caller shows, by the name of its variable in a shell. */
function secretOf(contract: Contract): Secret | undefined {
  const { access } = contract;
  if (access === "anyone") return undefined;
  if (access === "public") return "appKey";
  if (access === "customer") return "customerToken";
  return takesApiKey(contract) ? "apiKey" : "accessToken";
}

/** Whether the tenant is named beside the token: an API key names its own. */
const namesTenant = (contract: Contract) =>
  permissionOf(contract) !== undefined && !takesApiKey(contract);

function curlOf(key: string, contract: Contract): string {
  const { method, path } = contract;
  const secret = secretOf(contract);
  const query = new URLSearchParams(neededOf(key, contract.query) as Record<string, string>);
  const params = neededOf(key, contract.params);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const asked = [
    ...(query.size > 0 ? [String(query)] : []),
    ...(secret === "appKey" ? [`appKey=$${SECRETS.appKey}`] : []),
  ].join("&");
  const body = bodyOf(contract);
  const lines = [
    `${isSafe(contract) ? "curl" : `curl -X ${method}`} "${SAMPLE.url}${filled}${asked && `?${asked}`}"`,
    ...(secret && secret !== "appKey" ? [`-H "Authorization: Bearer $${SECRETS[secret]}"`] : []),
    ...(namesTenant(contract) ? [`-H "X-Tenant-ID: ${SAMPLE.tenantId}"`] : []),
    ...(needsVersion(contract) ? [`-H 'If-Match: "${SAMPLE.version}"'`] : []),
    ...(takesIdempotencyKey(contract) ? ['-H "Idempotency-Key: $(openssl rand -hex 16)"'] : []),
    ...(body === undefined
      ? []
      : ['-H "Content-Type: application/json"', `-d ${quoted(JSON.stringify(body))}`]),
  ];
  return lines.join(" \\\n  ");
}

/** For a shell, as it is. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function clientOf(capability: string, key: string, contract: Contract): string {
  const secret = secretOf(contract);
  const option = secret === "appKey" ? "appKey" : "token";
  const options = [
    `baseUrl: "${SAMPLE.url}"`,
    ...(secret ? [`${option}: process.env.${SECRETS[secret]} ?? ""`] : []),
    ...(namesTenant(contract) && !takesTenant(contract) ? [`tenantId: "${SAMPLE.tenantId}"`] : []),
  ];
  const made = `const faibric = createFaibric({\n${options.map((line) => `  ${line},\n`).join("")}});`;
  return `import { createFaibric } from "@faibric/sdk";\n\n${made}\n\n${callOf(capability, key, contract)}\n`;
}

const takesTenant = ({ path }: Contract) => path.includes("{tenantId}");

function callOf(capability: string, key: string, contract: Contract): string {
  const body = bodyOf(contract);
  const params = neededOf(key, contract.params);
  const query = neededOf(key, contract.query);
  const input = {
    ...(Object.keys(params).length > 0 ? { params } : {}),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(body === undefined ? {} : { body }),
    ...(needsVersion(contract) ? { version: SAMPLE.version } : {}),
  };
  const operation = `faibric.${capability}.${key}`;
  const called = (before: string, name: string, after: string) => {
    const start = `${before}${name}(`;
    return `${start}${Object.keys(input).length > 0 ? literalOf(input, start) : ""})${after}`;
  };
  if (isPaged(contract)) {
    const list = called("for await (const item of ", `${operation}.items`, ")");
    return `${list} {\n  console.log(item);\n}`;
  }
  if (contract.response instanceof z.ZodVoid) return called("await ", operation, ";");
  return `${called("const answer = await ", operation, ";")}\nconsole.log(answer);`;
}

function bodyOf(contract: Contract): unknown {
  return isSafe(contract) || !takes(contract.body) ? undefined : exampleOf(contract.body);
}

/** An example of each field that must be sent. */
function neededOf(key: string, part: z.ZodType): Record<string, unknown> {
  if (!(part instanceof z.ZodObject)) return {};
  const needed: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(part.shape)) {
    if (z.safeParse(field, undefined).success) continue;
    const example = exampleOf(field);
    if (example === undefined) {
      throw new Error(`${key}: \`${name}\` needs an example. Give its schema .meta({ example }).`);
    }
    needed[name] = example;
  }
  return needed;
}
