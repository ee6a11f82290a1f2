"use client";
import type { NewApiKey } from "@faibric/core/keys/keys.schema";
import { lazy, type SubmitEvent, Suspense, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { keys } from "../keys/api";
import { Button, TextLink } from "../ui/button";
import { Copyable } from "../ui/copyable";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { SelectField } from "../ui/select-field";
import { Skeleton } from "../ui/skeleton";
import { Unavailable } from "../ui/unavailable";
import { useCached } from "../ui/use-cached";
import { isKeyOf, useInUse } from "./in-use";

const ApiKeyForm = lazy(() => import("../keys/api-key-form"));
const MOST = 100;

/** What the samples are filled in with, and the keys to choose for them. */
export function KeyBar() {
  const words = useTranslations("developers");
  const { tenantId, may } = useHere();
  return (
    <div className="grid gap-5 rounded-xl border border-line bg-raised/60 p-4 sm:grid-cols-2 sm:p-5">
      <Fact label={words("url")} text={window.location.origin} />
      <Fact label={words("tenantId")} text={tenantId} />
      <ChosenKey />
      {may("keys.read") ? <AppKeys /> : <p className="text-quiet text-sm">{words("noKeys")}</p>}
    </div>
  );
}

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <div className="grid min-w-0 content-start gap-1">
      <p className="font-medium text-sm">{label}</p>
      <Copyable text={text} label={label} />
    </div>
  );
}

/** An API key for this visit: made here or pasted. It can be shown once only, so there is no list to choose from. */
function ChosenKey() {
  const words = useTranslations("developers");
  const { may } = useHere();
  const [{ apiKey }, use] = useInUse();
  const [making, make] = useState(false);
  const made = async (key: NewApiKey) => {
    use({ apiKey: key.key });
    make(false);
  };
  if (apiKey) {
    return (
      <div className="grid min-w-0 content-start justify-items-start gap-2">
        <Fact label={words("apiKey")} text={apiKey} />
        <p className="text-quiet text-sm">{words("apiKeyKept")}</p>
        <Button look="quiet" size="small" onClick={() => use({ apiKey: "" })}>
          {words("forget")}
        </Button>
      </div>
    );
  }
  return (
    <div className="grid min-w-0 content-start gap-3">
      <Paste onPasted={(pasted) => use({ apiKey: pasted })} />
      {may("keys.write") && (
        <Button look="quiet" size="small" className="justify-self-start" onClick={() => make(true)}>
          {words("makeKey")}
        </Button>
      )}
      <Dialog open={making} title={words("makeKey")} onClose={() => make(false)}>
        <Suspense fallback={<Skeleton rows={3} />}>
          {making && <ApiKeyForm onMade={made} />}
        </Suspense>
      </Dialog>
    </div>
  );
}

function Paste({ onPasted }: { onPasted: (key: string) => void }) {
  const words = useTranslations("developers");
  const { tenantId } = useHere();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const key = text.trim();
    if (isKeyOf(tenantId, key)) onPasted(key);
    else setWrong(true);
  };
  return (
    <form onSubmit={submit} className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <Field
          label={words("apiKey")}
          hint={words("apiKeyHint")}
          error={wrong ? words("apiKeyWrong") : undefined}
          value={text}
          placeholder="fbk_…"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setText(target.value);
            setWrong(false);
          }}
        />
      </div>
      <Button look="quiet" type="submit" className="mt-[1.65rem]">
        {words("use")}
      </Button>
    </form>
  );
}

/** The public app keys: they are no secret, so the first is used by itself. */
function AppKeys() {
  const words = useTranslations("developers");
  const { tenantId, root } = useHere();
  const list = useCached(`app-keys/first/${tenantId}`, () =>
    keys.listAppKeys({ params: { tenantId }, query: { limit: MOST } }),
  );
  const [{ appKey }, use] = useInUse();
  const first = list.value?.items[0]?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen is not chosen again
  useEffect(() => {
    if (first && !appKey) use({ appKey: first });
  }, [first, appKey]);
  if (!list.value) {
    return list.error === undefined ? (
      <Skeleton rows={1} />
    ) : (
      <Unavailable error={list.error} retry={list.reload} />
    );
  }
  if (!first) {
    return (
      <p className="text-quiet text-sm">
        {words.rich("noAppKey", {
          link: (text) => <TextLink href={`${root}/keys`}>{text}</TextLink>,
        })}
      </p>
    );
  }
  return (
    <SelectField
      label={words("appKey")}
      hint={words("appKeyHint")}
      options={list.value.items.map(({ key, name }) => ({ value: key, label: name }))}
      value={appKey ?? first}
      onChange={({ target }) => use({ appKey: target.value })}
    />
  );
}
