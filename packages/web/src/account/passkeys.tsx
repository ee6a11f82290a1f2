"use client";
import { registerPasskey } from "@faibric/core/auth/passkey.contract";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { makePasskey } from "../session/passkey";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Loaded } from "../ui/loaded";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { useCached } from "../ui/use-cached";
import { useForm } from "../ui/use-form";
import { account } from "./api";
import { CodesTold } from "./recovery-codes";
import { useMfa } from "./use-mfa";

const useList = () => useCached("passkeys", async () => (await account.listPasskeys()).items);

/** Passkeys: sign in with a finger, a face or a key, and without a password. */
export function Passkeys() {
  const words = useTranslations("account");
  const list = useList();
  const mfa = useMfa();
  const { ago, day } = useFormat();
  const [adding, add] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const renew = () => Promise.all([list.reload(), mfa.reload()]);
  return (
    <Loaded of={list} waiting={<Skeleton rows={1} />}>
      {(passkeys) => (
        <>
          {passkeys.length > 0 && (
            <ul className="grid">
              {passkeys.map(({ passkeyId, name, createdAt, lastUsedAt }) => (
                <li
                  key={passkeyId}
                  className="flex flex-wrap items-center justify-between gap-3 border-line border-b py-2.5 first:pt-0"
                >
                  <span className="grid min-w-0">
                    <span className="wrap-anywhere font-medium" dir="auto">
                      {name}
                    </span>
                    <span className="text-quiet text-sm">
                      {words("added", { day: day(createdAt) })}
                      {lastUsedAt && ` · ${words("used", { ago: ago(lastUsedAt) })}`}
                    </span>
                  </span>
                  <Confirm
                    label={words("remove")}
                    about={name}
                    title={words("passkeyRemove", { name })}
                    lead={words("factorRemoveLead")}
                    act={async () => {
                      await account.removePasskey({ params: { passkeyId } });
                      await renew();
                    }}
                  />
                </li>
              ))}
            </ul>
          )}
          <Button
            data-deed="addPasskey"
            look="quiet"
            size="small"
            className="justify-self-start"
            onClick={() => add(true)}
          >
            {words("passkeyAdd")}
          </Button>
          <Dialog
            open={adding}
            title={words("passkeyAdd")}
            lead={words("passkeyAddLead")}
            onClose={() => add(false)}
          >
            <AddForm
              onAdded={async (told) => {
                add(false);
                setCodes(told);
                toast(words("passkeyAdded"));
                await renew();
              }}
            />
          </Dialog>
          <CodesTold codes={codes} onClose={() => setCodes(undefined)} />
        </>
      )}
    </Loaded>
  );
}

function AddForm(props: { onAdded: (codes: readonly string[] | undefined) => Promise<void> }) {
  const words = useTranslations("account");
  const { field, submit, failure, busy } = useForm({
    schema: registerPasskey.body.pick({ name: true }),
    initial: { name: "" },
    send: async ({ name }) => {
      const credential = await makePasskey(await account.prepareRegisterPasskey());
      const { recoveryCodes } = await account.registerPasskey({ body: { name, credential } });
      await props.onAdded(recoveryCodes);
    },
  });
  return (
    <Form submit={submit} failure={failure} busy={busy} label={words("passkeyMake")}>
      <Field
        label={words("passkeyName")}
        hint={words("passkeyNameHint")}
        dir="auto"
        {...field("name")}
      />
    </Form>
  );
}
