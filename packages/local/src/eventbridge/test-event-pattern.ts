import * as z from "zod";
import { fieldsOf } from "./event-fields";
import { compilePattern } from "./event-pattern";
import { parseInput, validation } from "./input";
import { isObject, parseJson } from "./json";

const inputSchema = z.object({ EventPattern: z.string(), Event: z.string() });

const REQUIRED = ["id", "account", "source", "time", "region", "detail-type"];

/** The `TestEventPattern` operation; the event must have the fields that AWS asks for. */
export function testEventPattern(input: unknown) {
  const { EventPattern, Event } = parseInput(inputSchema, input);
  const matches = compilePattern(EventPattern);
  const event = parseJson(Event);
  if (!isObject(event)) throw validation("Parameter Event is not valid. Reason: it is not JSON.");
  const missing = REQUIRED.find((field) => !(field in event));
  if (missing) {
    throw validation(`Parameter Event is not valid. Reason: ${missing} is a required field.`);
  }
  return { Result: matches(fieldsOf(event)) };
}
