"use client";
import type { ApiKey, NewApiKey } from "@faibric/core/keys/keys.schema";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
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
const ApiKeyForm = lazy(() => import("./api-key-form"));
const PAGE = 100;

/** The keys of programs: made, replaced and revoked. A key is shown once. */
export function ApiKeys() {
  const words = useTranslations("keys");
  const { tenantId } = useHere();
  const [making, make] = useState(false);
  const [told, tell] = useState<NewApiKey>();
  const { list, change, more, busy } = usePages<ApiKey>(`api-keys/${tenantId}`, (cursor) =>
    keys.listApiKeys({ params: { tenantId }, query: { limit: PAGE, cursor } }),
  );
  const made = async (key: NewApiKey) => {
    make(false);
    tell(key);
    await list.reload();
  };
  const gone = (keyId: ApiKey["keyId"]) =>
    change((before) => before.filter((key) => key.keyId !== keyId));
  return (
    <Loaded of={list} waiting={<Skeleton rows={2} />}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <EmptyState title={words("noApi")} lead={words("noApiLead")} />
          ) : (
            <ul aria-label={words("api")} className="grid">
              {items.map((key) => (
                <Row key={key.keyId} of={key} onRolled={made} onRevoked={() => gone(key.keyId)} />
              ))}
            </ul>
          )}
          {more && (
            <Button look="quiet" size="small" busy={busy} onClick={more}>
              {words("more")}
            </Button>
          )}
          <Button
            data-deed="makeApiKey"
            size="small"
            className="justify-self-start"
            onClick={() => make(true)}
          >
            {words("makeApi")}
          </Button>
          <Dialog open={making} title={words("makeApi")} onClose={() => make(false)}>
            <Suspense fallback={<Skeleton rows={3} />}>
              <ApiKeyForm onMade={made} />
            </Suspense>
          </Dialog>
          <Dialog
            open={told !== undefined}
            title={words("told", { name: told?.name ?? "" })}
            lead={words("toldLead")}
            onClose={() => tell(undefined)}
          >
            {told && <Copyable text={told.key} label={words("key")} />}
            <Button className="justify-self-end" onClick={() => tell(undefined)}>
              {words("kept")}
            </Button>
          </Dialog>
        </>
      )}
    </Loaded>
  );
}

function Row(props: {
  of: ApiKey;
  onRolled: (key: NewApiKey) => Promise<void>;
  onRevoked: () => void;
}) {
  const { of, onRolled, onRevoked } = props;
  const { keyId, name, prefix, scopes, expiresAt, lastUsedAt, replacedBy } = of;
  const words = useTranslations("keys");
  const { tenantId } = useHere();
  const { ago, date } = useFormat();
  const params = { tenantId, keyId };
  const facts = [
    lastUsedAt ? words("used", { ago: ago(lastUsedAt) }) : words("unused"),
    expiresAt && words("ends", { at: date(expiresAt) }),
    replacedBy && words("replaced"),
  ];
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-line border-b py-3 first:pt-0">
      <span className="grid min-w-0 gap-0.5">
        <span className="wrap-anywhere font-medium" dir="auto">
          {name}
        </span>
        <span className="wrap-anywhere text-quiet text-sm">
          <code>{prefix}…</code> · {scopes.join(", ")}
        </span>
        <span className="text-quiet text-sm">{facts.filter(Boolean).join(" · ")}</span>
      </span>
      <span className="flex gap-2">
        {!replacedBy && (
          <Confirm
            label={words("roll")}
            about={name}
            title={words("rollTitle", { name })}
            lead={words("rollLead")}
            act={async () => onRolled(await keys.rollApiKey({ params, body: {} }))}
          />
        )}
        <Confirm
          label={words("revoke")}
          about={name}
          title={words("revokeTitle", { name })}
          lead={words("revokeLead")}
          act={async () => {
            await keys.revokeApiKey({ params });
            onRevoked();
          }}
        />
      </span>
    </li>
  );
}
