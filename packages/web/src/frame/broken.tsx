"use client";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";

/** Instead of a page that could not be shown. The bars around it stay. */
export function Broken({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const words = useTranslations("frame");
  return (
    <section className="grid max-w-md gap-4">
      <h1 className="font-semibold text-2xl tracking-tight">{words("broken")}</h1>
      <Failure error={error} />
      {error.digest && (
        <p className="text-quiet text-sm">{words("digest", { id: error.digest })}</p>
      )}
      <Button className="justify-self-start" onClick={reset}>
        {words("again")}
      </Button>
    </section>
  );
}
