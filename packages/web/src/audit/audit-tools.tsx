"use client";
import type { Verification } from "@faibric/core/audit/audit.schema";
import type { TenantId } from "@faibric/core/platform/id";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { Copyable } from "../ui/copyable";
import { Dialog } from "../ui/dialog";
import { download } from "../ui/download";
import { Failure } from "../ui/failure";
import { Notice } from "../ui/notice";
import { useAction } from "../ui/use-action";
import { audit } from "./api";
import { keepReceipt, keptReceipt } from "./kept-receipt";
import { type Format, lastSequence } from "./last-sequence";

const AT_ONCE = 2_000;

/** Proves that the log is what was written, and takes it along. */
export function AuditTools() {
  const words = useTranslations("audit");
  const { tenantId, slug } = useHere();
  const [result, setResult] = useState<Verification>();
  const check = useAction(async () => setResult(await verifyAll(tenantId)));
  const take = useAction(async (format: Format) => {
    const type = format === "csv" ? "text/csv" : "application/jsonl";
    download(`${slug}-audit.${format}`, type, await exportAll(tenantId, format));
  });
  const failure = check.failure ?? take.failure;
  return (
    <>
      <Button
        data-deed="verifyLog"
        look="quiet"
        size="small"
        busy={check.busy}
        onClick={() => check.run()}
      >
        <ShieldCheck aria-hidden className="size-4" />
        {words("verify")}
      </Button>
      {(["csv", "jsonl"] as const).map((format) => (
        <Button
          key={format}
          look="quiet"
          size="small"
          busy={take.busy}
          onClick={() => take.run(format)}
        >
          {words(format)}
        </Button>
      ))}
      {failure !== undefined && <Failure error={failure} />}
      <Dialog
        open={result !== undefined}
        title={words("verify")}
        onClose={() => setResult(undefined)}
      >
        {result && <Result of={result} />}
        <Button look="quiet" onClick={() => setResult(undefined)}>
          {words("close")}
        </Button>
      </Dialog>
    </>
  );
}

function Result({ of }: { of: Verification }) {
  const words = useTranslations("audit");
  const { number } = useFormat();
  if (of.verified) {
    return (
      <>
        <Notice look="good">{words("verified", { count: number(of.checked) })}</Notice>
        {of.receipt && (
          <div className="grid gap-1 text-sm">
            <p className="text-quiet">{words("receiptLead")}</p>
            <Copyable text={of.receipt} label={words("receipt")} />
          </div>
        )}
      </>
    );
  }
  return (
    <Notice look="bad">
      <p>{words("notVerified", { sequence: String(of.fault?.sequence ?? of.to) })}</p>
      {of.fault && <p>{of.fault.detail}</p>}
    </Notice>
  );
}

/** The whole log, call by call: to its end, or to its first fault. It must hold what this browser saw last. */
async function verifyAll(tenantId: TenantId): Promise<Verification> {
  const params = { tenantId };
  const receipt = keptReceipt(tenantId);
  let checked = 0;
  for (let after = 0; ; ) {
    const query = { after, ...(receipt === undefined ? {} : { receipt }) };
    const part = await audit.verifyAudit({ params, query });
    checked += part.checked;
    if (part.verified && part.next === null && part.receipt) keepReceipt(tenantId, part.receipt);
    if (!part.verified || part.next === null) return { ...part, checked };
    after = part.next;
  }
}

/** The log as one text, up to what was its end when it was asked for: taking it along is written down too. */
async function exportAll(tenantId: TenantId, format: Format): Promise<string> {
  const params = { tenantId };
  const { items } = await audit.listAudit({ params, query: { limit: 1 } });
  const end = items[0]?.sequence ?? 0;
  let text = "";
  for (let after = 0; after < end; ) {
    const piece = await audit.exportAudit({ params, query: { format, after, limit: AT_ONCE } });
    if (piece === "") break;
    text += piece;
    after = lastSequence(piece, format);
  }
  return text;
}
