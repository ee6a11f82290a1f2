import { defineContract, Page } from "@faibric/core/platform/contract";
import { InvalidRequestError } from "@faibric/core/platform/errors";
import { idSchema } from "@faibric/core/platform/id";
import * as z from "zod";
import { type ApiCall, apiEvent } from "./api-event.fixture";
import { parseRequest } from "./request";

export const contract = defineContract({
  method: "PATCH",
  path: "/api/test/{thingId}",
  summary: "Change a thing",
  access: "anyone",
  params: z.object({ thingId: idSchema("thg") }),
  query: Page.extend({ tag: z.string().optional() }),
  body: z.object({
    name: z.string().max(20),
    price: z.number().optional(),
    sizes: z.array(z.object({ code: z.string() })).default([]),
    extra: z.unknown().optional(),
  }),
  response: z.object({}),
});
export const versioned = defineContract({
  method: "PUT",
  path: "/api/test/versioned",
  summary: "Change a thing, knowing its version",
  access: "anyone",
  versioned: true,
  response: z.object({ version: z.number() }),
});

export const thingId = `thg_${"0".repeat(26)}`;
const good = { params: { thingId }, body: { name: "a" } };
export const parse = (call: ApiCall) =>
  parseRequest(contract, apiEvent(contract, { ...good, ...call }));

export function refusal(run: () => unknown): InvalidRequestError {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidRequestError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
export const faults = (call: ApiCall) =>
  refusal(() => parse(call)).issues.map(({ path }) => path.join("."));
