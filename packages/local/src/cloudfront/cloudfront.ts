import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { XMLParser } from "fast-xml-parser";
import { readBody } from "../wire/body";
import type { AwsService } from "../wire/service";
import type { Store } from "../wire/store";

const BASE = "/2020-05-31";
const MAX_BODY_BYTES = 64 * 1024;
const NAMESPACE = "http://cloudfront.amazonaws.com/doc/2020-05-31/";
const parser = new XMLParser({ parseTagValue: false });

interface Tenant {
  readonly id: string;
  readonly distribution: string;
  readonly connections: string;
  readonly name: string;
  readonly domain: string;
  readonly enabled: 0 | 1;
  readonly certificate: string | null;
  readonly etag: string;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

type Answer = { status: number; xml?: string; etag?: string };

/**
 * CloudFront, as far as domains of a multi-tenant distribution go. A certificate is issued once the domain leads to
 * the distribution, as it is there, and what is switched off may be deleted at once.
 * @param leadsHere whether a domain's alias in DNS is the distribution's address
 */
export function createCloudFront(parts: {
  store: Store;
  leadsHere: (domain: string) => boolean;
}): AwsService {
  const tenants = tenantsIn(parts.store);
  return {
    scopes: ["cloudfront"],
    async handle(request: IncomingMessage, response: ServerResponse) {
      const body = (await readBody(request, MAX_BODY_BYTES)).toString("utf8");
      const { status, xml, etag } = orRefusal(() => answer(request, body));
      response.writeHead(status, {
        "content-type": "text/xml",
        ...(etag === undefined ? {} : { etag }),
      });
      response.end(xml);
    },
    close: async () => undefined,
  };

  function answer({ method = "GET", url = "/", headers }: IncomingMessage, body: string): Answer {
    const { pathname, searchParams } = new URL(url, "http://local");
    const [, kind = "", id = ""] = /^\/2020-05-31\/([\w-]+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
    const route = `${method} ${kind}${id ? "/:id" : ""}`;
    const match = headers["if-match"];
    switch (route) {
      case "POST distribution-tenant":
        return { status: 201, ...shown(tenants.create(input(body))) };
      case "GET distribution-tenant":
        return { status: 200, ...shown(tenants.byDomain(searchParams.get("domain") ?? "")) };
      case "GET distribution-tenant/:id":
        return { status: 200, ...shown(tenants.get(id)) };
      case "PUT distribution-tenant/:id":
        return { status: 200, ...shown(tenants.update(id, match, input(body))) };
      case "DELETE distribution-tenant/:id":
        tenants.remove(id, match);
        return { status: 204 };
      case "GET managed-certificate/:id":
        return { status: 200, xml: certificateOf(tenants.get(id)) };
      case "POST distribution-tenants":
        return { status: 200, xml: listed(tenants.all()) };
      default:
        throw new Refusal(400, "UnsupportedOperation", `${method} ${BASE}/${kind} is not emulated`);
    }
  }

  function certificateOf({ id, domain }: Tenant): string {
    const isIssued = parts.leadsHere(domain);
    const arn = `<CertificateArn>${arnOf(id)}</CertificateArn>`;
    const status = isIssued ? "issued" : "pending-validation";
    return document(
      "ManagedCertificateDetails",
      `${arn}<CertificateStatus>${status}</CertificateStatus><ValidationTokenHost>cloudfront</ValidationTokenHost>`,
    );
  }
}

const arnOf = (id: string) => `arn:aws:acm:us-east-1:000000000000:certificate/${id}`;

function orRefusal(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message } = error;
    const inside = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
    return { status, xml: `<ErrorResponse xmlns="${NAMESPACE}">${inside}</ErrorResponse>` };
  }
}

type Input = Readonly<Record<string, unknown>>;

/** The fields of a request: the document's one element. */
function input(body: string): Input {
  const [root] = Object.entries(parser.parse(body) as Record<string, Input>)
    .filter(([name]) => !name.startsWith("?"))
    .map(([, value]) => value);
  return root ?? {};
}

function tenantsIn(store: Store) {
  store.exec(`CREATE TABLE IF NOT EXISTS cloudfront_tenant (id TEXT PRIMARY KEY, distribution TEXT, connections TEXT,
    name TEXT UNIQUE, domain TEXT UNIQUE, enabled INTEGER, certificate TEXT, etag TEXT) STRICT`);
  const one = (where: string, value: string): Tenant => {
    const found = store.prepare(`SELECT * FROM cloudfront_tenant WHERE ${where} = ?`).get(value);
    if (!found) throw new Refusal(404, "EntityNotFound", "The distribution tenant does not exist.");
    return found as unknown as Tenant;
  };
  const matching = (id: string, match: string | undefined): Tenant => {
    const found = one("id", id);
    if (match !== found.etag) throw new Refusal(412, "PreconditionFailed", "The ETag is another.");
    return found;
  };
  const etag = () => `E${randomBytes(6).toString("hex").toUpperCase()}`;
  return {
    all: () => store.prepare("SELECT * FROM cloudfront_tenant").all() as unknown as Tenant[],
    get: (id: string) => one("id", id),
    byDomain: (domain: string) => one("domain", domain),
    create(given: Input): Tenant {
      const { member } = given.Domains as { member?: { Domain?: string } };
      const domain = String(member?.Domain);
      const id = `dt_${randomBytes(13).toString("hex")}`;
      try {
        store
          .prepare("INSERT INTO cloudfront_tenant VALUES (?, ?, ?, ?, ?, ?, NULL, ?)")
          .run(
            ...[id, String(given.DistributionId), String(given.ConnectionGroupId)],
            ...[String(given.Name), domain, given.Enabled === "false" ? 0 : 1, etag()],
          );
      } catch {
        const message = "A distribution tenant has the name or the domain.";
        throw new Refusal(409, "EntityAlreadyExists", message);
      }
      return one("id", id);
    },
    update(id: string, match: string | undefined, given: Input): Tenant {
      const before = matching(id, match);
      const enabled =
        given.Enabled === undefined ? before.enabled : Number(given.Enabled === "true");
      const customizations = given.Customizations as { Certificate?: { Arn?: string } } | undefined;
      const certificate = customizations?.Certificate?.Arn ?? before.certificate;
      store
        .prepare("UPDATE cloudfront_tenant SET enabled = ?, certificate = ?, etag = ? WHERE id = ?")
        .run(enabled, certificate, etag(), id);
      return one("id", id);
    },
    remove(id: string, match: string | undefined): void {
      if (matching(id, match).enabled) {
        throw new Refusal(409, "ResourceNotDisabled", "Disable the distribution tenant first.");
      }
      store.prepare("DELETE FROM cloudfront_tenant WHERE id = ?").run(id);
    },
  };
}

const shown = (tenant: Tenant) => ({
  xml: document("DistributionTenant", fieldsOf(tenant)),
  etag: tenant.etag,
});

function listed(all: readonly Tenant[]): string {
  const items = all.map(
    (tenant) =>
      `<DistributionTenantSummary>${fieldsOf(tenant)}<ETag>${tenant.etag}</ETag></DistributionTenantSummary>`,
  );
  const list = `<DistributionTenantList>${items.join("")}</DistributionTenantList>`;
  return document("ListDistributionTenantsResult", list);
}

function fieldsOf({ id, distribution, connections, name, domain, enabled, certificate }: Tenant) {
  const own = certificate
    ? `<Customizations><Certificate><Arn>${escapeXml(certificate)}</Arn></Certificate></Customizations>`
    : "";
  const domains = `<Domains><member><Domain>${escapeXml(domain)}</Domain><Status>${enabled ? "active" : "inactive"}</Status></member></Domains>`;
  return (
    `<Id>${id}</Id><DistributionId>${escapeXml(distribution)}</DistributionId><Name>${escapeXml(name)}</Name>` +
    `<ConnectionGroupId>${escapeXml(connections)}</ConnectionGroupId>${domains}${own}` +
    `<Enabled>${enabled === 1}</Enabled><Status>Deployed</Status>`
  );
}

const document = (name: string, inside: string) =>
  `<?xml version="1.0"?><${name} xmlns="${NAMESPACE}">${inside}</${name}>`;

const escapeXml = (text: string) =>
  text.replace(
    /[<>&]/g,
    (letter) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[letter] ?? letter,
  );
