import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, transact } from "../wire/store";
import { createKms } from "./kms";

let folder: string;
let keyFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faibric-kms-"));
  keyFile = join(folder, "keys", "root.key");
});
afterEach(() => rmSync(folder, { recursive: true }));

function open() {
  const store = openStore(join(folder, "store.sqlite"));
  return { store, kms: createKms({ store, keyFile }) };
}
const secret = Buffer.from("secret");
const context = { tenant: "a" };

test("what was encrypted before a restart can be decrypted after it", () => {
  const before = open().kms;
  const id = before.ensureKey("alias/faibric");
  const ciphertext = before.encrypt("alias/faibric", secret, context);
  const after = open().kms;
  expect(after.ensureKey("alias/faibric")).toBe(id);
  expect(Buffer.from(after.decrypt(ciphertext, context))).toEqual(secret);
});

test("the root key is a file of its owner alone, and nothing is left beside it", () => {
  open().kms.ensureKey("alias/faibric");
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, "keys"))).toEqual(["root.key"]);
});

test("no key lies in the store as it is", () => {
  const { store, kms } = open();
  kms.ensureKey("alias/faibric");
  const root = Buffer.from(readFileSync(keyFile, "utf8"), "base64");
  const { material } = store.prepare("SELECT material FROM kms_keys").get() ?? {};
  expect((material as Uint8Array).length).toBe(12 + 16 + 32);
  store.close();
  expect(readFileSync(join(folder, "store.sqlite")).includes(root)).toBe(false);
});

test("a missing root key is not replaced while the store has keys that need it", () => {
  open().kms.ensureKey("alias/faibric");
  rmSync(keyFile);
  expect(() => open().kms.ensureKey("alias/other")).toThrow("is missing");
});

test("another root key than the one that sealed the keys is noticed", () => {
  open().kms.ensureKey("alias/faibric");
  writeFileSync(keyFile, Buffer.alloc(32, 7).toString("base64"));
  expect(() => open().kms.encrypt("alias/faibric", secret, {})).toThrow("is not the key");
});

test("a key of an AWS service is made at its first use, inside a transaction too", () => {
  const { store, kms } = open();
  const ciphertext = transact(store, () => kms.encrypt("alias/aws/ssm", secret, {}));
  expect(Buffer.from(kms.decrypt(ciphertext, {}))).toEqual(secret);
  expect(() => kms.encrypt("alias/nobody", secret, {})).toThrow("is not found");
});
