import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

const SHAPE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-lg px-4 font-medium transition-colors";
const LOOKS = {
  primary: "bg-accent text-on-accent hover:bg-accent/90 disabled:bg-accent/60",
  quiet: "border border-line bg-raised hover:border-edge disabled:text-quiet",
} as const;
type Look = keyof typeof LOOKS;

/** While `busy` it says so and takes no second click; it keeps its size and the focus. */
export function Button({
  look = "primary",
  busy = false,
  className = "",
  children,
  ...rest
}: ComponentProps<"button"> & { look?: Look; busy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={`${SHAPE} ${LOOKS[look]} ${busy ? "cursor-progress" : "cursor-pointer"} ${className}`}
    >
      {children}
      {busy && <Spinner />}
    </button>
  );
}

/** A link that is the next thing to do. */
export function LinkButton(props: {
  href: string;
  look?: Look;
  className?: string;
  children: ReactNode;
}) {
  const { href, look = "primary", className = "", children } = props;
  return (
    <Link href={href} className={`${SHAPE} ${LOOKS[look]} ${className}`}>
      {children}
    </Link>
  );
}

function Spinner() {
  return (
    <span
      aria-hidden
      className="size-4 animate-spin rounded-full border-2 border-current border-t-transparent motion-reduce:animate-none"
    />
  );
}

/** A link inside a sentence. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="font-medium text-accent underline underline-offset-4">
      {children}
    </Link>
  );
}
