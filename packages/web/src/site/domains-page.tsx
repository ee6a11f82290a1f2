"use client";
import type { Domain } from "@faibric/core/site/domain.schema";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { ActionButton } from "../ui/action-button";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Copyable } from "../ui/copyable";
import { Dialog } from "../ui/dialog";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { EmptyState } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { siteDomains } from "./domains-api";
import { SiteHeader } from "./site-tabs";
import { unicodeOf } from "./unicode-domain";
import { useDomains } from "./use-domains";

// Forms are loaded as they are opened.
const DomainForm = lazy(() => import("./domain-form"));

/** The business's own domains: what to set for each, and what is in the way. */
export function DomainsPage() {
  const words = useTranslations("site");
  const { may } = useHere();
  const [opened, open] = useState(false);
  const domains = useDomains();
  const manages = may("site.manage");
  const add = manages && (
    <Button size="small" className="justify-self-start" onClick={() => open(true)}>
      {words("addDomain")}
    </Button>
  );
  const put = (changed: Domain) => {
    const others = (domains.value ?? []).filter(({ domain }) => domain !== changed.domain);
    domains.set(
      [...others, changed].toSorted((one, other) => one.domain.localeCompare(other.domain)),
    );
  };
  return (
    <>
      <SiteHeader />
      <Loaded of={domains} waiting={<Skeleton rows={3} />}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={words("noDomain")} lead={words("noDomainLead")} action={add} />
          ) : (
            <>
              {add}
              <ul aria-label={words("domains")} className="grid gap-4">
                {items.map((domain) => (
                  <OneDomain
                    key={domain.domain}
                    of={domain}
                    put={put}
                    gone={() => domains.set(items.filter((other) => other !== domain))}
                  />
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
      <Dialog open={opened} title={words("addDomain")} onClose={() => open(false)}>
        <Suspense fallback={<Skeleton rows={2} />}>
          {opened && (
            <DomainForm
              onAdded={(domain) => {
                open(false);
                put(domain);
              }}
            />
          )}
        </Suspense>
      </Dialog>
    </>
  );
}

function OneDomain(props: { of: Domain; put: (domain: Domain) => void; gone: () => void }) {
  const { of, put, gone } = props;
  const words = useTranslations("site");
  const { tenantId, may } = useHere();
  const { date } = useFormat();
  const { domain, state, problem, records, checkedAt } = of;
  const params = { tenantId, domain };
  const shown = unicodeOf(domain);
  const isWell = state === "active" && problem === null;
  return (
    <li className="grid gap-4 rounded-xl border border-line bg-raised p-4 sm:p-5">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid min-w-0 gap-1">
          <h2 className="break-all font-semibold" dir="auto">
            {shown}
          </h2>
          {shown !== domain && <code className="break-all text-quiet text-sm">{domain}</code>}
          <p className="text-quiet text-sm">
            {words("domainState", { state })}
            {checkedAt && ` · ${words("checked", { at: date(checkedAt) })}`}
          </p>
        </div>
        {may("site.manage") && (
          <span className="flex flex-wrap gap-2">
            <ActionButton act={async () => put(await siteDomains.checkDomain({ params }))}>
              {words("check")}
            </ActionButton>
            <Confirm
              label={words("removeDomain")}
              about={domain}
              title={words("removeDomainTitle", { domain: shown })}
              lead={words("removeDomainLead")}
              act={async () => {
                await siteDomains.removeDomain({ params });
                gone();
                toast(words("domainRemoved", { domain: shown }));
              }}
            />
          </span>
        )}
      </header>
      {problem && <Notice look="bad">{words("problem", { problem })}</Notice>}
      {isWell && <Notice look="good">{words("domainWell")}</Notice>}
      <div className="grid gap-2">
        <h3 className="font-medium text-sm">{words("records")}</h3>
        <p className="text-quiet text-sm">{words("recordsLead")}</p>
        <dl className="grid gap-3">
          {records.map(({ type, name, value }) => (
            <div key={type} className="grid gap-1.5 rounded-lg border border-line p-3 text-sm">
              <dt className="font-medium">{words("recordType", { type })}</dt>
              <dd className="flex flex-wrap items-center gap-2">
                <span className="text-quiet">{words("recordName")}</span>
                <Copyable text={name} label={`${type} ${words("recordName")}`} />
              </dd>
              <dd className="flex flex-wrap items-center gap-2">
                <span className="text-quiet">{words("recordValue")}</span>
                <Copyable text={value} label={`${type} ${words("recordValue")}`} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </li>
  );
}
