"use client";
import type { AuditEntry } from "@faibric/core/audit/audit.schema";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Failure } from "../ui/failure";
import { Loaded } from "../ui/loaded";
import { EmptyState, PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { usePages } from "../ui/use-pages";
import { audit } from "./api";
import { AuditList } from "./audit-list";
import { AuditTools } from "./audit-tools";
import { EntryFacts } from "./entry-facts";
import { Filters, useFilter } from "./filters";
import { Nameless } from "./nameless";
import { useActionName } from "./use-action-name";

const PAGE = 50;

/** What was done in the business, by whom and from where. */
export function AuditPage() {
  const words = useTranslations("audit");
  const { tenantId } = useHere();
  const { filter, change } = useFilter();
  const [opened, open] = useState<AuditEntry>();
  const actionName = useActionName();
  const { list, more, busy, failure } = usePages<AuditEntry>(
    `audit/${tenantId}/${JSON.stringify(filter)}`,
    (cursor) =>
      audit.listAudit({ params: { tenantId }, query: { ...filter, limit: PAGE, cursor } }),
  );
  return (
    <>
      <PageHeader title={words("title")} lead={words("lead")} actions={<AuditTools />} />
      <div className="grid gap-4">
        <Filters filter={filter} change={change} />
        <Nameless />
        <Loaded of={list} waiting={<Skeleton rows={8} className="h-10" />}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={words("empty")} lead={words("emptyLead")} />
            ) : (
              <AuditList entries={items} open={open} />
            )
          }
        </Loaded>
        {failure !== undefined && <Failure error={failure} />}
        {more && (
          <Button
            look="quiet"
            size="small"
            className="justify-self-center"
            busy={busy}
            onClick={more}
          >
            {words("more")}
          </Button>
        )}
      </div>
      <Dialog
        open={opened !== undefined}
        title={opened ? actionName(opened.action) : ""}
        lead={opened?.action}
        place="side"
        onClose={() => open(undefined)}
      >
        {opened && <EntryFacts entry={opened} />}
      </Dialog>
    </>
  );
}
