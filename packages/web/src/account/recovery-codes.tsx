"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog } from "../ui/dialog";
import { download } from "../ui/download";
import { account } from "./api";
import { useMfa } from "./use-mfa";

/** How many recovery codes are left, and new ones. */
export function RecoveryCodes() {
  const words = useTranslations("account");
  const mfa = useMfa();
  const [codes, setCodes] = useState<readonly string[]>();
  const left = mfa.value?.recoveryCodesLeft ?? 0;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p>{words("recoveryLeft", { count: left })}</p>
      <Confirm
        label={words("recoveryRenew")}
        title={words("recoveryRenewTitle")}
        lead={words("recoveryRenewLead")}
        act={async () => {
          const { recoveryCodes } = await account.renewRecoveryCodes();
          setCodes(recoveryCodes);
          await mfa.reload();
        }}
      />
      <CodesTold codes={codes} onClose={() => setCodes(undefined)} />
    </div>
  );
}

/** Recovery codes, this once. */
export function CodesTold(props: { codes: readonly string[] | undefined; onClose: () => void }) {
  const { codes, onClose } = props;
  const words = useTranslations("account");
  const save = () =>
    download("faibric-recovery-codes.txt", "text/plain", `${codes?.join("\n") ?? ""}\n`);
  return (
    <Dialog
      open={codes !== undefined}
      title={words("codesTitle")}
      lead={words("codesLead")}
      onClose={onClose}
    >
      <ul
        aria-label={words("recovery")}
        className="grid gap-1 rounded-lg bg-line/40 p-4 sm:grid-cols-2"
      >
        {codes?.map((code) => (
          <li key={code}>
            <code className="text-sm">{code}</code>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={save}>
          <Download aria-hidden className="size-4" />
          {words("codesSave")}
        </Button>
        <Button onClick={onClose}>{words("codesKept")}</Button>
      </div>
    </Dialog>
  );
}
