import { encode } from "uqr";

const BORDER = 2;

/** A text as a QR code, black on white whatever the page looks like: cameras ask for that. */
export default function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: BORDER });
  const squares = data.flatMap((row, y) =>
    row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 justify-self-center rounded-lg bg-white"
    >
      <path d={squares.join("")} fill="#000000" />
    </svg>
  );
}
