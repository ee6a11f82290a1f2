import {
  CloudFrontClient,
  CreateDistributionTenantCommand,
  DeleteDistributionTenantCommand,
  EntityAlreadyExists,
  EntityNotFound,
  GetDistributionTenantByDomainCommand,
  type GetDistributionTenantByDomainCommandOutput,
  GetManagedCertificateDetailsCommand,
  PreconditionFailed,
  paginateListDistributionTenants,
  UpdateDistributionTenantCommand,
} from "@aws-sdk/client-cloudfront";
import { env } from "../platform/env";

// CloudFront is one for the world, and its API is there.
const cloudFront = new CloudFrontClient({ region: "us-east-1" });

/**
 * Sees to it that CloudFront serves a domain that is proved, with a certificate of its own, which is made once the
 * domain leads there. Repeated, it goes on where it was.
 * @returns whether the certificate is there and in use
 */
export async function host(domain: string): Promise<boolean> {
  const found = (await find(domain)) ?? (await create(domain));
  const tenant = found.DistributionTenant;
  if (tenant?.Customizations?.Certificate?.Arn) return tenant.Enabled === true;
  const { ManagedCertificateDetails: details } = await cloudFront.send(
    new GetManagedCertificateDetailsCommand({ Identifier: tenant?.Id }),
  );
  if (details?.CertificateStatus !== "issued") return false;
  return attach(domain, found, details.CertificateArn);
}

/** Has the certificate used. */
async function attach(domain: string, found: Found, Arn: string | undefined): Promise<boolean> {
  try {
    await cloudFront.send(
      new UpdateDistributionTenantCommand({
        Id: found.DistributionTenant?.Id,
        IfMatch: found.ETag,
        Enabled: true,
        Customizations: { Certificate: { Arn } },
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof PreconditionFailed)) throw error;
    // Somebody else changed it at the same moment, most likely to the same.
    const now = (await find(domain))?.DistributionTenant;
    return Boolean(now?.Enabled && now.Customizations?.Certificate?.Arn);
  }
}

/**
 * Takes domains off CloudFront: one that is served is switched off, and one that has been off everywhere is deleted,
 * in a later round. Repeated, it goes on where it was.
 */
export async function sweep(isKept: (domain: string) => Promise<boolean>): Promise<void> {
  const AssociationFilter = { DistributionId: env("SITES_DISTRIBUTION") };
  for await (const page of paginateListDistributionTenants(
    { client: cloudFront },
    { AssociationFilter },
  )) {
    for (const { Id, ETag, Enabled, Status, Domains = [] } of page.DistributionTenantList ?? []) {
      const kept = await Promise.all(Domains.map(({ Domain = "" }) => isKept(Domain)));
      if (kept.some(Boolean)) continue;
      const which = { Id, IfMatch: ETag };
      if (Enabled)
        await cloudFront.send(new UpdateDistributionTenantCommand({ ...which, Enabled: false }));
      else if (Status === "Deployed")
        await cloudFront.send(new DeleteDistributionTenantCommand(which));
    }
  }
}

type Found = Pick<GetDistributionTenantByDomainCommandOutput, "DistributionTenant" | "ETag">;

async function find(domain: string): Promise<Found | undefined> {
  try {
    return await cloudFront.send(new GetDistributionTenantByDomainCommand({ Domain: domain }));
  } catch (error) {
    if (error instanceof EntityNotFound) return undefined;
    throw error;
  }
}

async function create(domain: string): Promise<Found> {
  try {
    return await cloudFront.send(
      new CreateDistributionTenantCommand({
        DistributionId: env("SITES_DISTRIBUTION"),
        ConnectionGroupId: env("SITES_CONNECTIONS"),
        Name: domain.replaceAll(".", "-"),
        Domains: [{ Domain: domain }],
        Enabled: true,
        ManagedCertificateRequest: {
          ValidationTokenHost: "cloudfront",
          PrimaryDomainName: domain,
          CertificateTransparencyLoggingPreference: "enabled",
        },
      }),
    );
  } catch (error) {
    // Somebody else made it at the same moment.
    const theirs = error instanceof EntityAlreadyExists ? await find(domain) : undefined;
    if (theirs) return theirs;
    throw error;
  }
}
