import { describe, expect, it } from "vitest";
import type { Column } from "../column";
import { readView } from "../table-view";
import { arrange, facetOf, indexRows } from "./arrange";

interface Order {
  readonly name: string;
  readonly state: string;
  readonly amount: number;
}

const ORDERS: readonly Order[] = [
  { name: "Zoë 10", state: "paid", amount: 900 },
  { name: "Ägir 9", state: "open", amount: 12_000 },
  { name: "zoe 2", state: "open", amount: -50 },
  { name: "לאה", state: "", amount: 900 },
];
const COLUMNS: readonly Column<Order>[] = [
  { key: "name", title: "Name", text: ({ name }) => name, cell: ({ name }) => name },
  { key: "state", title: "State", text: ({ state }) => state, cell: ({ state }) => state },
  {
    key: "amount",
    title: "Amount",
    text: ({ amount }) => `${amount / 100} €`,
    order: ({ amount }) => amount,
    cell: ({ amount }) => amount,
  },
];
const names = (address: string) =>
  arrange(indexRows(ORDERS, COLUMNS), COLUMNS, readView(new URLSearchParams(address))).map(
    ({ name }) => name,
  );

describe("rows", () => {
  it.each([
    ["", ["Zoë 10", "Ägir 9", "zoe 2", "לאה"]],
    ["q=ZOE", ["Zoë 10", "zoe 2"]],
    ["q=open+zoë", ["zoe 2"]],
    ["q=nobody", []],
    ["sort=name", ["Ägir 9", "zoe 2", "Zoë 10", "לאה"]],
    ["sort=amount", ["zoe 2", "Zoë 10", "לאה", "Ägir 9"]],
    ["sort=-amount", ["Ägir 9", "Zoë 10", "לאה", "zoe 2"]],
    ["sort=nothing", ["Zoë 10", "Ägir 9", "zoe 2", "לאה"]],
    ["is-state=open", ["Ägir 9", "zoe 2"]],
    ["is-state=open&is-state=paid", ["Zoë 10", "Ägir 9", "zoe 2"]],
    ["is-state=", ["לאה"]],
    ["is-state=open&q=zoe", ["zoe 2"]],
    ["is-state=open&is-amount=9 €", []],
  ])("by %j are %j", (address, expected) => expect(names(address)).toEqual(expected));
});

it("counts what there is to choose", () => {
  const [, state] = COLUMNS;
  expect(state && facetOf(ORDERS, state)).toEqual([
    { value: "open", count: 2 },
    { value: "", count: 1 },
    { value: "paid", count: 1 },
  ]);
});
