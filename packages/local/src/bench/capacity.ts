import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { ROOT } from "../cloud/settings";
import { type Row, short } from "./figure";

const FILE = "docs/capacity.json";

/**
 * Dollars for a million request units on demand in us-east-1, since November 2024.
 * Source: https://aws.amazon.com/dynamodb/pricing/on-demand/
 */
const DOLLARS = { read: 0.125, write: 0.625 };

const Capacity = z.record(
  z.string(),
  z.object({ calls: z.number(), readUnits: z.number(), writeUnits: z.number() }),
);

/** What each function costs the table, from the file that a test compares with ConsumedCapacity. */
export async function readCapacity(): Promise<readonly Row[]> {
  const path = join(ROOT, FILE);
  if (!existsSync(path)) return [{ figure: "read and write units", measured: `no ${FILE}` }];
  const functions = Object.entries(Capacity.parse(JSON.parse(readFileSync(path, "utf8"))));
  return functions.map(([name, { calls, readUnits, writeUnits }]) => {
    const dollars = readUnits * DOLLARS.read + writeUnits * DOLLARS.write;
    return {
      figure: name,
      measured: `${readUnits} read, ${writeUnits} write units in ${calls} calls`,
      comparedWith: `$${short(dollars)} a million, on demand in us-east-1`,
    };
  });
}
