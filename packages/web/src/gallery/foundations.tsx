"use client";
import { useBrand } from "../frame/brand";
import { Button } from "../ui/button";
import { EMOJI, HEBREW, LONG } from "./samples";
import { Specimen, Specimens } from "./specimen";

const COLOURS = [
  ["ground", "bg-ground"],
  ["raised", "bg-raised"],
  ["sunken", "bg-sunken"],
  ["line", "bg-line"],
  ["edge", "bg-edge"],
  ["quiet", "bg-quiet"],
  ["ink", "bg-ink"],
  ["accent", "bg-accent"],
  ["good", "bg-good"],
  ["warn", "bg-warn"],
  ["bad", "bg-bad"],
  ["chart 1", "bg-chart-1"],
  ["chart 2", "bg-chart-2"],
  ["chart 3", "bg-chart-3"],
  ["chart 4", "bg-chart-4"],
  ["chart 5", "bg-chart-5"],
  ["chart 6", "bg-chart-6"],
] as const;
const BRANDS = ["#ffd400", "#1f4e79", "#ffffff", "#0b0b0b", "#e4002b", "#7a9e7e"];

/** Colours, letters, and what becomes of a business's own colour. */
export function Foundations() {
  return (
    <div className="grid grid-cols-1 gap-8">
      <ul className="flex flex-wrap gap-3">
        {COLOURS.map(([name, look]) => (
          <li key={name} className="grid gap-1 text-quiet text-xs">
            <span className={`h-10 w-20 rounded-lg border border-line ${look}`} />
            {name}
          </li>
        ))}
      </ul>
      <div className="grid grid-cols-1 gap-2">
        <p className="font-semibold text-2xl tracking-tight">Breakfast for Monday, 29 March</p>
        <p className="font-semibold text-lg tracking-tight">
          Eleven orders, one of them paid twice
        </p>
        <p>The quick brown fox jumps over the lazy dog. Zwölf Boxkämpfer jagen Viktor.</p>
        <p className="text-quiet text-sm">0123456789 · 1,234.50 € · {EMOJI} · Il1 O0</p>
        <p className="font-mono text-sm">tnt_01jz7k4q9x8w3v5t6s7r8q9p0n</p>
        <p dir="auto">{HEBREW}</p>
        <p className="wrap-anywhere">{LONG}</p>
      </div>
      <Specimens>
        {BRANDS.map((colour) => (
          <Brand key={colour} colour={colour} />
        ))}
      </Specimens>
    </div>
  );
}

function Brand({ colour }: { colour: string }) {
  const ref = useBrand(colour);
  return (
    <Specimen name={`brand ${colour}`}>
      <div ref={ref} className="flex flex-wrap items-center gap-3">
        <Button size="small">Order now</Button>
        <span className="font-medium text-brand-ink underline underline-offset-4">Our bakery</span>
        <span className="h-8 border-brand-ink border-s-2 ps-3 text-sm">Here</span>
      </div>
    </Specimen>
  );
}
