"use client";
import type { AppKey } from "@faibric/core/keys/keys.schema";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Copyable } from "../ui/copyable";
import { Dialog } from "../ui/dialog";
import { Loaded } from "../ui/loaded";
import { EmptyState } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { usePages } from "../ui/use-pages";
import { keys } from "./api";

// Forms are loaded as they are opened.
const AppKeyForm = lazy(() => import("./app-key-form"));
const PAGE = 100;

/** The keys of widgets: everybody may see them, so they say from which pages they are good. */
export function AppKeys() {
  const words = useTranslations("keys");
  const { tenantId } = useHere();
  const [edited, edit] = useState<AppKey | "new">();
  const { list, change, more, busy } = usePages<AppKey>(`app-keys/${tenantId}`, (cursor) =>
    keys.listAppKeys({ params: { tenantId }, query: { limit: PAGE, cursor } }),
  );
  const saved = (key: AppKey) => {
    edit(undefined);
    change((before) =>
      before.some(({ appKeyId }) => appKeyId === key.appKeyId)
        ? before.map((other) => (other.appKeyId === key.appKeyId ? key : other))
        : [...before, key],
    );
  };
  return (
    <Loaded of={list} waiting={<Skeleton rows={2} />}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <EmptyState title={words("noApp")} lead={words("noAppLead")} />
          ) : (
            <ul aria-label={words("app")} className="grid">
              {items.map((key) => (
                <li
                  key={key.appKeyId}
                  className="flex flex-wrap items-center justify-between gap-3 border-line border-b py-3 first:pt-0"
                >
                  <span className="grid min-w-0 gap-1">
                    <span className="wrap-anywhere font-medium" dir="auto">
                      {key.name}
                    </span>
                    <Copyable text={key.key} label={key.name} />
                    <span className="break-all text-quiet text-sm">
                      {key.origins.join(", ") || words("nowhere")}
                    </span>
                  </span>
                  <span className="flex gap-2">
                    <Button
                      look="quiet"
                      size="small"
                      aria-label={`${words("edit")}: ${key.name}`}
                      onClick={() => edit(key)}
                    >
                      {words("edit")}
                    </Button>
                    <Confirm
                      label={words("revoke")}
                      about={key.name}
                      title={words("revokeTitle", { name: key.name })}
                      lead={words("revokeLead")}
                      act={async () => {
                        await keys.revokeAppKey({ params: { tenantId, appKeyId: key.appKeyId } });
                        change((before) => before.filter((other) => other !== key));
                      }}
                    />
                  </span>
                </li>
              ))}
            </ul>
          )}
          {more && (
            <Button look="quiet" size="small" busy={busy} onClick={more}>
              {words("more")}
            </Button>
          )}
          <Button
            data-deed="makeAppKey"
            size="small"
            className="justify-self-start"
            onClick={() => edit("new")}
          >
            {words("makeApp")}
          </Button>
          <Dialog
            open={edited !== undefined}
            title={edited === "new" || !edited ? words("makeApp") : edited.name}
            onClose={() => edit(undefined)}
          >
            <Suspense fallback={<Skeleton rows={3} />}>
              {edited && <AppKeyForm of={edited === "new" ? undefined : edited} onSaved={saved} />}
            </Suspense>
          </Dialog>
        </>
      )}
    </Loaded>
  );
}
