"use client";
import { Suspense, useMemo, useState } from "react";
import { useFormat } from "../frame/format";
import { Badge, type BadgeLook } from "../ui/badge";
import { Button } from "../ui/button";
import type { Column } from "../ui/column";
import { DataTable } from "../ui/data-table";
import { formatMoney } from "../ui/numbers/money";
import { EmptyState } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { EMOJI, HEBREW, LONG } from "./samples";

interface Order {
  readonly id: string;
  readonly customer: string;
  readonly state: "open" | "paid" | "refused";
  readonly amount: number;
  readonly at: string;
}

const LOOKS: Readonly<Record<Order["state"], BadgeLook>> = {
  open: "warn",
  paid: "good",
  refused: "bad",
};
const CUSTOMERS = ["Ada Lovelace", HEBREW, "Grace Hopper", EMOJI, LONG, "Édouard de la Tour"];
const STATES = ["paid", "paid", "open", "refused"] as const;
const DAY_MS = 86_400_000;
const FIRST_MS = Date.parse("2026-03-29T10:00:00Z");

const ordersOf = (count: number): readonly Order[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `ord_${String(index + 1).padStart(5, "0")}`,
    customer: CUSTOMERS[index % CUSTOMERS.length] ?? "",
    state: STATES[(index * 7) % STATES.length] ?? "open",
    amount: ((index * 7_919) % 90_000) + 250,
    at: new Date(FIRST_MS - index * DAY_MS * 0.37).toISOString(),
  }));

const COUNTS = [6, 0, 10_000] as const;

/** Rows, none, some and very many. */
export function Tables() {
  const [count, setCount] = useState<number>(6);
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap gap-2">
        {COUNTS.map((each) => (
          <Button key={each} look="quiet" size="small" onClick={() => setCount(each)}>
            {each} rows
          </Button>
        ))}
      </div>
      {/* The view is in the address, which is only known in the browser. */}
      <Suspense fallback={<Skeleton rows={6} />}>
        <Orders count={count} />
      </Suspense>
    </div>
  );
}

const keyOf = ({ id }: Order) => id;

function Orders({ count }: { count: number }) {
  const { day, locale } = useFormat();
  const rows = useMemo(() => ordersOf(count), [count]);
  const columns = useMemo(
    (): readonly Column<Order>[] => [
      { key: "id", title: "Order", fixed: true, whole: true, text: keyOf, cell: keyOf },
      {
        key: "customer",
        title: "Customer",
        text: ({ customer }) => customer,
        cell: ({ customer }) => <bdi>{customer}</bdi>,
      },
      {
        key: "state",
        title: "State",
        facet: true,
        text: ({ state }) => state,
        cell: ({ state }) => (
          <Badge look={LOOKS[state]} dot>
            {state}
          </Badge>
        ),
      },
      {
        key: "at",
        title: "Day",
        whole: true,
        text: ({ at }) => at,
        cell: ({ at }) => <time dateTime={at}>{day(at)}</time>,
      },
      {
        key: "amount",
        title: "Amount",
        atEnd: true,
        text: ({ amount }) => String(amount / 100),
        order: ({ amount }) => amount,
        cell: ({ amount }) => formatMoney({ amount, currency: "EUR" }, locale),
      },
    ],
    [day, locale],
  );
  return (
    <DataTable
      label="Orders"
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      bulk={(chosen, done) => (
        <Button
          look="quiet"
          size="small"
          onClick={() => {
            toast(`${chosen.length} archived`, () => Promise.resolve());
            done();
          }}
        >
          Archive
        </Button>
      )}
      more={count === 6 ? () => {} : undefined}
      empty={
        <EmptyState title="No orders yet" lead="The first one is here as soon as it comes in." />
      }
    />
  );
}
