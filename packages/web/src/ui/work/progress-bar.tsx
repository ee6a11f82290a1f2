const BAR =
  "h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-line [&::-moz-progress-bar]:rounded-full [&::-moz-progress-bar]:bg-current [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-current [&::-webkit-progress-value]:transition-[width]";
const LOOKS = { usual: "text-accent", rests: "text-edge", good: "text-good", bad: "text-bad" };

/** How far something is, from 0 to 1; without a value it goes on, and nobody knows how far. */
export function ProgressBar(props: {
  label: string;
  value?: number | undefined;
  look?: keyof typeof LOOKS;
  says?: string;
}) {
  const { label, value, look = "usual", says } = props;
  return (
    <progress
      aria-label={label}
      aria-valuetext={says}
      {...(value !== undefined && { value, max: 1 })}
      className={`${BAR} ${LOOKS[look]} ${value === undefined ? "progress-unknown" : ""}`}
    />
  );
}
