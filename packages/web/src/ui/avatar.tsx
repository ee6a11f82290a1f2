const SIZES = {
  small: "size-6 text-[0.625rem]",
  usual: "size-8 text-xs",
  large: "size-11 text-sm",
};
const LOOKS = [
  "bg-chart-1/12 text-chart-1",
  "bg-chart-2/12 text-chart-2",
  "bg-chart-3/12 text-chart-3",
  "bg-chart-4/12 text-chart-4",
  "bg-chart-5/12 text-chart-5",
] as const;

/** Somebody, by their picture or their initials, always in the same colour. The name stands beside it. */
export function Avatar(props: { name: string; picture?: string; size?: keyof typeof SIZES }) {
  const { name, picture, size = "usual" } = props;
  const shape = `${SIZES[size]} shrink-0 rounded-full`;
  // biome-ignore lint/performance/noImgElement: pictures are the tenants' own, as large as they are shown
  if (picture) return <img src={picture} alt="" className={`${shape} object-cover`} />;
  return (
    <span
      aria-hidden
      className={`grid select-none place-items-center font-semibold ${shape} ${LOOKS[colourOf(name)]}`}
    >
      {initialsOf(name)}
    </span>
  );
}

/** The first letter of the first and the last word, of any script; an address has one. */
export function initialsOf(name: string): string {
  const words =
    name
      .trim()
      .split(/@/)[0]
      ?.split(/[\s._-]+/)
      .filter(Boolean) ?? [];
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return ends.map((word) => firstOf(word ?? "")).join("");
}

function firstOf(word: string): string {
  const [first] = new Intl.Segmenter().segment(word);
  return (first?.segment ?? "").toLocaleUpperCase();
}

const colourOf = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973, 7) %
  LOOKS.length;
