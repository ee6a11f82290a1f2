"use client";
import { useTranslations } from "use-intl";
import { api } from "../session/api";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { Notice } from "../ui/notice";
import { useAction } from "../ui/use-action";
import { useHere } from "./tenancy";

/** What keeps a business from being used, and what mends it. */
export function TenantState() {
  const words = useTranslations("frame");
  const { tenant, tenantId, may } = useHere();
  const mend = useAction(async () => {
    const params = { tenantId };
    const { status } = tenant.value ?? {};
    const mended = status === "failed" ? "retryOnboarding" : "restoreTenant";
    tenant.set(await api.tenant[mended]({ params }));
  });
  const { status, failure, suspension } = tenant.value ?? {};
  if (status !== "failed" && status !== "suspended") return null;
  const byOperator = suspension?.by === "operator";
  return (
    <Notice look="bad">
      <p className="font-medium">{words(byOperator ? "suspendedByUs" : status)}</p>
      {(failure ?? suspension?.reason) && <p dir="auto">{failure ?? suspension?.reason}</p>}
      {mend.failure !== undefined && <Failure error={mend.failure} />}
      {may("tenant.govern") && !byOperator && (
        <Button
          look="quiet"
          size="small"
          className="mt-2 justify-self-start"
          busy={mend.busy}
          onClick={mend.run}
        >
          {words(status === "failed" ? "retrySetUp" : "restore")}
        </Button>
      )}
    </Notice>
  );
}
