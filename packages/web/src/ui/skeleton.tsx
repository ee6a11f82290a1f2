import { useTranslations } from "use-intl";

/** As large as what comes, so that nothing jumps. */
export function Skeleton({ rows = 3, className = "h-12" }: { rows?: number; className?: string }) {
  const words = useTranslations("ui");
  return (
    <div role="status" aria-label={words("loading")} className="grid gap-3">
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
          key={row}
          className={`animate-pulse rounded-lg bg-line/70 motion-reduce:animate-none ${className}`}
        />
      ))}
    </div>
  );
}
