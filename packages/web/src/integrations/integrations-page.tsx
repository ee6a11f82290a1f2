"use client";
import { useTranslations } from "use-intl";
import { Nameless } from "../audit/nameless";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { PageHeader, Section } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { connectionOf, inTestMode, OFFERED, vendorsFor } from "./offered";
import { useSecrets } from "./use-secrets";
import { VendorRow } from "./vendor-row";

/** The vendors that act for the business, with keys of its own. */
export function IntegrationsPage() {
  const words = useTranslations("integrations");
  const secrets = useSecrets();
  const trying = inTestMode(secrets.value ?? []);
  return (
    <>
      <PageHeader title={words("title")} lead={words("lead")} />
      {trying.length > 0 && (
        <Notice look="good">
          <p>{words("trying", { names: trying.map(({ name }) => name).join(", ") })}</p>
        </Notice>
      )}
      <Nameless />
      <Loaded of={secrets} waiting={<Skeleton rows={6} />}>
        {(stored) =>
          OFFERED.map((purpose) => (
            <Section
              key={purpose}
              title={words(`purpose.${purpose}`)}
              lead={words(`purposeLead.${purpose}`)}
            >
              <ul aria-label={words(`purpose.${purpose}`)} className="grid">
                {vendorsFor(purpose).map((vendor) => (
                  <VendorRow
                    key={vendor.id}
                    vendor={vendor}
                    connection={connectionOf(vendor, stored)}
                    onChange={secrets.reload}
                  />
                ))}
              </ul>
            </Section>
          ))
        }
      </Loaded>
    </>
  );
}
