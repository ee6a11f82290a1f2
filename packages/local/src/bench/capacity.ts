import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { ROOT } from "../cloud/settings";
import type { Row } from "./figure";

const FILE = "docs/capacity.json";

/** Dollars for a million units, on demand in us-east-1. Source: https://aws.amazon.com/dynamodb/pricing/on-demand/ */
const PRICE = { read: 0.125, write: 0.625 };

const Costs = z.record(
  z.string(),
  z.object({ readUnits: z.number(), writeUnits: z.number(), itemsWritten: z.number() }),
);

/** What each operation costs the table, from the file that a test compares with ConsumedCapacity. */
export async function measureCapacity(): Promise<readonly Row[]> {
  const path = join(ROOT, FILE);
  if (!existsSync(path)) return [{ figure: "read and write units", measured: `no ${FILE} yet` }];
  const costs = Costs.parse(JSON.parse(readFileSync(path, "utf8")));
  return Object.entries(costs).map(([name, { readUnits, writeUnits, itemsWritten }]) => {
    const dollars = readUnits * PRICE.read + writeUnits * PRICE.write;
    return {
      figure: `units: ${name}`,
      measured: `${readUnits} read, ${writeUnits} write (${itemsWritten} items)`,
      comparedWith: `$${dollars.toFixed(2)} for a million`,
    };
  });
}
