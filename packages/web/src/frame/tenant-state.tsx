"use client";
import { useTranslations } from "use-intl";
import { api } from "../session/api";
import { ActionButton } from "../ui/action-button";
import { TextLink } from "../ui/button";
import { Notice } from "../ui/notice";
import { useHere } from "./tenancy";

/** What keeps a business from being used, and what mends it. */
export function TenantState() {
  const words = useTranslations("frame");
  const { tenant, tenantId, slug, may } = useHere();
  const { status, failure, suspension } = tenant.value ?? {};
  if (status === "onboarding") {
    return (
      <Notice look="good">
        <p>{words("onboarding")}</p>
        <p>
          <TextLink href={`/welcome?of=${slug}`}>{words("onboardingLook")}</TextLink>
        </p>
      </Notice>
    );
  }
  if (status !== "failed" && status !== "suspended") return null;
  const mend = async () => {
    const mended = status === "failed" ? "retryOnboarding" : "restoreTenant";
    tenant.set(await api.tenant[mended]({ params: { tenantId } }));
  };
  const byOperator = suspension?.by === "operator";
  return (
    <Notice look="bad">
      <p className="font-medium">{words(byOperator ? "suspendedByUs" : status)}</p>
      {(failure ?? suspension?.reason) && <p dir="auto">{failure ?? suspension?.reason}</p>}
      {may("tenant.govern") && !byOperator && (
        <ActionButton act={mend} className="mt-2">
          {words(status === "failed" ? "retrySetUp" : "restore")}
        </ActionButton>
      )}
    </Notice>
  );
}
