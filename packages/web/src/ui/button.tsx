import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";

const SHAPE =
  "inline-flex items-center justify-center gap-2 font-medium transition-colors disabled:cursor-not-allowed";
const LOOKS = {
  primary:
    "rounded-lg bg-brand text-on-brand inset-ring inset-ring-ink/10 hover:opacity-90 disabled:opacity-60 forced-colors:border",
  quiet: "rounded-lg border border-line bg-raised hover:border-edge disabled:text-quiet",
  bad: "rounded-lg border border-line bg-raised text-bad hover:border-bad disabled:text-quiet",
  bare: "rounded-lg text-quiet hover:bg-line/50 hover:text-ink",
  link: "rounded-sm text-accent text-sm underline underline-offset-4",
} as const;
type Look = keyof typeof LOOKS;
const SIZES = { usual: "min-h-11 px-4", small: "min-h-9 px-3 text-sm", icon: "size-9" } as const;
type Size = keyof typeof SIZES;

const shapeOf = (look: Look, size: Size) =>
  `${SHAPE} ${LOOKS[look]} ${look === "link" ? "min-h-6" : SIZES[size]}`;

/** While `busy` it says so and takes no second click; it keeps its size and the focus. */
export function Button({
  look = "primary",
  size = "usual",
  busy = false,
  className = "",
  children,
  ...rest
}: ComponentProps<"button"> & {
  look?: Look;
  size?: Size;
  busy?: boolean;
  "data-deed"?: string | undefined;
}) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={`${shapeOf(look, size)} ${busy ? "cursor-progress" : "cursor-pointer"} ${className}`}
    >
      {children}
      {busy && <Spinner />}
    </button>
  );
}

/** A link that is the next thing to do. */
export function LinkButton({
  look = "primary",
  size = "usual",
  className = "",
  ...rest
}: ComponentProps<typeof Link> & { look?: Look; size?: Size }) {
  return <Link {...rest} className={`${shapeOf(look, size)} ${className}`} />;
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
    <Link href={href} className="py-1 font-medium text-accent underline underline-offset-4">
      {children}
    </Link>
  );
}
