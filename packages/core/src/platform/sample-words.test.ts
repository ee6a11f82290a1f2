import { expect, it } from "vitest";
import { fillIn } from "./sample-words";

const CURL = `curl "https://faibric.example/api/tenants/tnt_01jd3zq8v5m0w2e7r9t4y6x1kp" \\
  -H "Authorization: Bearer $FAIBRIC_API_KEY"`;
const CLIENT = 'token: process.env.FAIBRIC_API_KEY ?? "",';

it("puts a reader's own into a sample, and leaves what is not known", () => {
  const url = "http://localhost:3000";
  expect(fillIn(CURL, { url, tenantId: "tnt_1", apiKey: "" })).toBe(
    `curl "http://localhost:3000/api/tenants/tnt_1" \\\n  -H "Authorization: Bearer $FAIBRIC_API_KEY"`,
  );
  expect(fillIn(CLIENT, { apiKey: "fbk_1" })).toBe('token: "fbk_1",');
});

it("writes what is given as the text it is, wherever it stands", () => {
  const apiKey = '$(rm -rf ~)`id`"$&\\';
  expect(fillIn(CURL, { apiKey })).toContain('Bearer \\$(rm -rf ~)\\`id\\`\\"\\$&\\\\"');
  expect(fillIn(CLIENT, { apiKey })).toBe(`token: ${JSON.stringify(apiKey)},`);
});
