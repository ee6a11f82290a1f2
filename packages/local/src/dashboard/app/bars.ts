import { type Child, h } from "./dom";

interface Bar {
  /** ISO 8601, the minute's beginning. */
  readonly time: string;
  readonly value: number;
  /** The part of it that is bad. */
  readonly bad: number;
}

const WIDTH = 300;
const HEIGHT = 56;
const GAP = 2;

/** Bars of the last minutes. The words beside it say the same to who cannot see it. */
export function bars(list: readonly Bar[], name: string): Child {
  const most = Math.max(1, ...list.map(({ value }) => value));
  const step = WIDTH / Math.max(1, list.length);
  const total = list.reduce((sum, { value }) => sum + value, 0);
  return h(
    "svg",
    {
      class: "bars",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: "none",
      role: "img",
      "aria-label": `${name}: ${total} in ${list.length} minutes, at most ${most} a minute`,
    },
    h("line", { x1: 0, x2: WIDTH, y1: HEIGHT - 0.5, y2: HEIGHT - 0.5 }),
    ...list.map(({ time, value, bad }, index) => {
      const height = (value / most) * (HEIGHT - 4);
      const low = (bad / most) * (HEIGHT - 4);
      const place = { x: index * step + GAP / 2, width: step - GAP };
      return h(
        "g",
        { key: time },
        h(
          "title",
          {},
          `${new Date(time).toTimeString().slice(0, 5)}: ${value}${bad ? `, ${bad} failed` : ""}`,
        ),
        h("rect", { class: "back", ...place, y: 0, height: HEIGHT }),
        value > 0 && h("rect", { class: "bar", ...place, y: HEIGHT - 1 - height, height }),
        bad > 0 && h("rect", { class: "bar bad", ...place, y: HEIGHT - 1 - low, height: low }),
      );
    }),
  );
}
