"use client";
import type { Vendor } from "@faibric/core/secrets/vendor.schema";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useNames } from "../audit/names";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog } from "../ui/dialog";
import { Skeleton } from "../ui/skeleton";
import { secrets } from "./api";
import type { Connection } from "./offered";
import { TestMode } from "./test-mode";

// Forms are loaded as they are opened.
const VendorForm = lazy(() => import("./vendor-form"));

/** One vendor: whether there are keys of theirs, since when, and for what. */
export function VendorRow(props: {
  vendor: Vendor;
  connection: Connection;
  onChange: () => Promise<void>;
}) {
  const { vendor, connection, onChange } = props;
  const { stored, missing, lastChange, mode } = connection;
  const words = useTranslations("integrations");
  const { tenantId, may } = useHere();
  const { date } = useFormat();
  const nameOf = useNames();
  const [opened, open] = useState(false);
  const { name } = vendor;
  const last = stored.find(({ updatedAt }) => updatedAt === lastChange);
  const remove = async () => {
    for (const one of stored) {
      await secrets.deleteSecret({ params: { tenantId, name: one.name } });
    }
    await onChange();
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-line border-b py-3 first:pt-0">
      <span className="grid min-w-0 gap-0.5">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {(mode === "test" || mode === "mixed") && <TestMode />}
        </span>
        <span className="break-words text-quiet text-sm">
          {last
            ? words("stored", { at: date(last.updatedAt), who: nameOf(last.updatedBy) })
            : words("none")}
        </span>
        {stored.length > 0 && missing > 0 && (
          <span className="text-bad text-sm">{words("incomplete", { count: missing })}</span>
        )}
        {mode === "mixed" && <span className="text-bad text-sm">{words("mixed")}</span>}
      </span>
      {may("secrets.write") && (
        <span className="flex gap-2">
          <Button
            look="quiet"
            size="small"
            aria-label={`${words(stored.length ? "replace" : "add")}: ${name}`}
            onClick={() => open(true)}
          >
            {words(stored.length ? "replace" : "add")}
          </Button>
          {stored.length > 0 && (
            <Confirm
              label={words("remove")}
              about={name}
              title={words("removeTitle", { name })}
              lead={words("removeLead")}
              act={remove}
            />
          )}
        </span>
      )}
      <Dialog
        open={opened}
        title={words("title_of", { name })}
        lead={words("formLead")}
        onClose={() => open(false)}
      >
        <Suspense fallback={<Skeleton rows={3} />}>
          <VendorForm
            vendor={vendor}
            connection={connection}
            onClose={() => open(false)}
            onStored={async () => {
              open(false);
              await onChange();
            }}
          />
        </Suspense>
      </Dialog>
    </li>
  );
}
