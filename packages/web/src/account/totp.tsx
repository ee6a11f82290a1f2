"use client";
import type { enrolTotp } from "@faibric/core/auth/mfa.contract";
import type { OperationOutput } from "@faibric/sdk";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useEntrySchemas } from "../auth/schemas";
import { useFormat } from "../frame/format";
import { ActionButton } from "../ui/action-button";
import { Confirm } from "../ui/confirm";
import { Copyable } from "../ui/copyable";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Loaded } from "../ui/loaded";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { useForm } from "../ui/use-form";
import { account } from "./api";
import { CodesTold } from "./recovery-codes";
import { useMfa } from "./use-mfa";

const QrCode = lazy(() => import("./qr-code"));
type Enrolled = OperationOutput<typeof enrolTotp>;

/** The authenticator app: set up by a code that is scanned, and shown to work before it counts. */
export function Totp() {
  const words = useTranslations("account");
  const mfa = useMfa();
  const { day } = useFormat();
  const [enrolled, setEnrolled] = useState<Enrolled>();
  const [codes, setCodes] = useState<readonly string[]>();
  const begin = async () => setEnrolled(await account.enrolTotp());
  const remove = async () => {
    await account.disableTotp();
    await mfa.reload();
    toast(words("totpRemoved"));
  };
  return (
    <Loaded of={mfa} waiting={<Skeleton rows={1} />}>
      {({ totpSince }) => (
        <>
          {totpSince ? (
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p>{words("totpSince", { day: day(totpSince) })}</p>
              <Confirm
                label={words("remove")}
                about={words("totp")}
                title={words("totpRemove")}
                lead={words("factorRemoveLead")}
                act={remove}
              />
            </div>
          ) : (
            <ActionButton act={begin}>{words("totpSetUp")}</ActionButton>
          )}
          <Dialog
            open={enrolled !== undefined}
            title={words("totpSetUp")}
            lead={words("totpScan")}
            onClose={() => setEnrolled(undefined)}
          >
            {enrolled && (
              <SetUp
                enrolled={enrolled}
                onDone={async (told) => {
                  setEnrolled(undefined);
                  setCodes(told);
                  await mfa.reload();
                }}
              />
            )}
          </Dialog>
          <CodesTold codes={codes} onClose={() => setCodes(undefined)} />
        </>
      )}
    </Loaded>
  );
}

function SetUp(props: {
  enrolled: Enrolled;
  onDone: (recoveryCodes: readonly string[] | undefined) => Promise<void>;
}) {
  const { enrolled, onDone } = props;
  const words = useTranslations("account");
  const { code } = useEntrySchemas();
  const { field, submit, failure, busy } = useForm({
    schema: code,
    initial: { entered: "" },
    send: async ({ entered }) => {
      const { recoveryCodes } = await account.confirmTotp({ body: { code: entered } });
      await onDone(recoveryCodes);
    },
  });
  return (
    <>
      <Suspense fallback={<Skeleton rows={1} className="h-48" />}>
        <QrCode text={enrolled.uri} label={words("qr")} />
      </Suspense>
      <details className="text-sm">
        <summary className="cursor-pointer text-quiet">{words("cannotScan")}</summary>
        <p className="pt-2">
          <Copyable text={enrolled.secret} label={words("secret")} />
        </p>
      </details>
      <Form submit={submit} failure={failure} busy={busy} label={words("totpConfirm")}>
        <Field
          label={words("totpCode")}
          inputMode="numeric"
          autoComplete="one-time-code"
          {...field("entered")}
        />
      </Form>
    </>
  );
}
