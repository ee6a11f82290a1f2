import { useTranslations } from "use-intl";

/** Says that a vendor's key is for trying out: no money moves, and no mail leaves. */
export function TestMode() {
  const words = useTranslations("integrations");
  return (
    <span className="inline-flex items-center rounded-md border border-warn px-1.5 font-medium text-warn text-xs uppercase tracking-wide">
      {words("testMode")}
    </span>
  );
}
