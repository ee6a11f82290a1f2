import { guideEntries, operationEntries } from "../../../src/developers/contents";

/** What there is to read for developers, for the command palette: it asks once it is opened. */
export function GET(): Response {
  return Response.json([...guideEntries(), ...operationEntries()], {
    headers: { "cache-control": "public, max-age=300" },
  });
}
