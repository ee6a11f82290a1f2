import { createHash } from "node:crypto";
import { alreadyExists, badRequest, notFound } from "./refusal";
import { type PageInput, pageOf, type Resource, type Resources, seconds } from "./resource-rows";
import type { RestOperation, RestRoutes } from "./rest-json";

interface IdentityInput {
  readonly EmailIdentity?: string;
  readonly ConfigurationSetName?: string;
  readonly Tags?: readonly unknown[];
}

interface SuppressionInput {
  readonly EmailAddress?: string;
  readonly Reason?: string;
}

/** Addresses are kept and compared in lower case. */
export const suppressedName = (address: string) => address.trim().toLowerCase();

export function identityOperations(resources: Resources): RestRoutes {
  const list: RestOperation = (input: PageInput) => {
    const { items, ...next } = pageOf(resources, "identity", input);
    const EmailIdentities = items.map(({ name }) => ({
      IdentityType: identityType(name),
      IdentityName: name,
      SendingEnabled: true,
      VerificationStatus: "SUCCESS",
    }));
    return { EmailIdentities, ...next };
  };
  return {
    "POST /v2/email/identities": (input: IdentityInput) => {
      const name = input.EmailIdentity ?? "";
      if (!/^([^\s@]+@)?[^\s@]+\.[^\s@]+$/.test(name)) {
        throw badRequest(`Invalid email address or domain: ${name}`);
      }
      if (resources.get("identity", name)) {
        throw alreadyExists(`Email identity ${name} already exist.`);
      }
      const { ConfigurationSetName, Tags = [] } = input;
      resources.put("identity", name, { ConfigurationSetName, Tags });
      return verified(name);
    },
    "GET /v2/email/identities/{EmailIdentity}": ({ EmailIdentity = "" }: IdentityInput) => {
      const identity = resources.get("identity", EmailIdentity);
      if (!identity) throw notFound(`Email identity ${EmailIdentity} does not exist.`);
      return {
        ...verified(EmailIdentity),
        ...identity.body,
        VerificationStatus: "SUCCESS",
        FeedbackForwardingStatus: true,
        Policies: {},
      };
    },
    "DELETE /v2/email/identities/{EmailIdentity}": ({ EmailIdentity = "" }: IdentityInput) => {
      if (!resources.remove("identity", EmailIdentity)) {
        throw notFound(`Email identity ${EmailIdentity} does not exist.`);
      }
    },
    "GET /v2/email/identities": list, // SDKs of before 2026 ask this way
    "POST /v2/email/list-identities": list,
  };
}

const identityType = (name: string) => (name.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN");

/** There is no mailbox and no DNS on a laptop: an identity counts as verified at once. */
const verified = (name: string) => ({
  IdentityType: identityType(name),
  VerifiedForSendingStatus: true,
  DkimAttributes: {
    SigningEnabled: true,
    Status: "SUCCESS",
    SigningAttributesOrigin: "AWS_SES",
    Tokens: identityType(name) === "DOMAIN" ? [1, 2, 3].map((index) => dkimToken(name, index)) : [],
  },
});

const dkimToken = (name: string, index: number) =>
  createHash("sha256").update(`${name} ${index}`).digest("hex").slice(0, 32);

export function suppressionOperations(resources: Resources): RestRoutes {
  return {
    "PUT /v2/email/suppression/addresses": ({ EmailAddress, Reason }: SuppressionInput) => {
      if (!EmailAddress?.includes("@")) throw badRequest(`Invalid email address: ${EmailAddress}`);
      if (Reason !== "BOUNCE" && Reason !== "COMPLAINT") {
        throw badRequest(`The suppression reason ${Reason} is neither BOUNCE nor COMPLAINT.`);
      }
      resources.put("suppressed", suppressedName(EmailAddress), { Reason });
    },
    "GET /v2/email/suppression/addresses/{EmailAddress}": ({
      EmailAddress = "",
    }: SuppressionInput) => {
      const found = resources.get("suppressed", suppressedName(EmailAddress));
      if (!found)
        throw notFound(`Email address ${EmailAddress} does not exist on your suppression list.`);
      return { SuppressedDestination: { ...destination(found), Attributes: {} } };
    },
    "DELETE /v2/email/suppression/addresses/{EmailAddress}": ({
      EmailAddress = "",
    }: SuppressionInput) => {
      if (!resources.remove("suppressed", suppressedName(EmailAddress))) {
        throw notFound(`Email address ${EmailAddress} does not exist on your suppression list.`);
      }
    },
    "GET /v2/email/suppression/addresses": (
      input: PageInput & { Reason?: string | string[]; StartDate?: string; EndDate?: string },
    ) => {
      const { items, ...next } = pageOf(resources, "suppressed", input);
      const from = input.StartDate ? Date.parse(input.StartDate) : 0;
      const to = input.EndDate ? Date.parse(input.EndDate) : Number.POSITIVE_INFINITY;
      const chosen = items.filter(
        ({ body, changed }) =>
          (input.Reason === undefined || [input.Reason].flat().includes(String(body.Reason))) &&
          changed >= from &&
          changed <= to,
      );
      return { SuppressedDestinationSummaries: chosen.map(destination), ...next };
    },
  };
}

const destination = ({ name, body, changed }: Resource) => ({
  EmailAddress: name,
  Reason: body.Reason,
  LastUpdateTime: seconds(changed),
});
