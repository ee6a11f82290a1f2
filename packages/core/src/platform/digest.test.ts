import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isSameSecret } from "./digest";

it("tells secrets apart, of any length", () => {
  expect(isSameSecret("a secret", "a secret")).toBe(true);
  expect(isSameSecret("a secret", "a secrets")).toBe(false);
  expect(isSameSecret("a secret", "")).toBe(false);
  expect(isSameSecret("é", "e\u0301")).toBe(false);
});

const ROOT = join(import.meta.dirname, "../../../..");
const sources = ["packages/core/src", "packages/functions/src", "packages/operator/src"].flatMap(
  (folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && !/\.(test|fixture)\.ts$/.test(name))
      .map((name) => `${folder}/${name}`),
);

/** `token === stored`: a word for something secret on either side of a comparison. */
const WORD = "\\w*(?:secret|token|hash|signature|hmac|digest|password|mac|otp|recoveryCode)\\w*";
const VALUE = `(?:[\\w.?]*\\.)?${WORD}`;
const COMPARED = new RegExp(
  `(?:(?<![\\w.])${VALUE}\\s*[!=]==?\\s*(?!undefined|null|true|false|typeof|["'\`]|\\d)[\\w.(]+|[\\w.)]+\\s*[!=]==?\\s*${VALUE}(?![\\w(]))`,
  "i",
);

/** The hashes that link the audit log are no secret: every export tells them. */
const PUBLIC_HASHES = /\/audit\/(chain|verification)\.ts$/;

it("is the only way in which anything secret is compared", () => {
  expect(sources.length).toBeGreaterThan(100);
  const secretive = sources.filter((file) => !PUBLIC_HASHES.test(file));
  const found = secretive.flatMap((file) =>
    readFileSync(join(ROOT, file), "utf8")
      .split("\n")
      .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line))
      .flatMap((line, index) =>
        COMPARED.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
      ),
  );
  expect(found).toEqual([]);
  const elsewhere = sources.filter(
    (file) =>
      !file.endsWith("/platform/digest.ts") &&
      /timingSafeEqual/.test(readFileSync(join(ROOT, file), "utf8")),
  );
  // Argon2's own result, which is bytes.
  expect(elsewhere).toEqual(["packages/core/src/auth/password.ts"]);
});
