import { afterEach, expect, it, vi } from "vitest";
import { logged } from "../testing/logged";
import { placeOf } from "./place";

afterEach(() => vi.unstubAllEnvs());

// Addresses of networks that serve one country and have been there for long.
it.each([
  ["193.99.144.80", "DE"], // heise
  ["212.58.244.20", "GB"], // BBC
  ["133.242.0.1", "JP"], // Sakura
  ["200.160.2.3", "BR"], // NIC.br
  ["41.203.64.1", "NG"], // Globacom
  ["8.8.8.8", "US"], // Google
  ["2a02:8071::1", "DE"], // Vodafone's cable
  ["2001:200::1", "JP"], // WIDE
  ["2001:0200:0000:0000:0000:0000:0000:0001", "JP"],
  ["::ffff:193.99.144.80", "DE"],
  ["::ffff:c163:9050", "DE"],
])("knows the country of %s", async (address, country) => {
  expect(await placeOf(address)).toEqual({ kind: "country", country });
});

it.each([
  ...["127.0.0.1", "::1", "10.1.2.3", "172.31.255.255", "192.168.178.20", "169.254.1.1"],
  ...["100.64.0.1", "fe80::1", "fe80::1%eth0", "fd12:3456:789a::1", "::ffff:10.0.0.1"],
])("takes %s for an address of the network around it", async (address) => {
  expect(await placeOf(address)).toEqual({ kind: "local" });
});

it.each([
  ...["", "unknown", "203.0.113.7", "2001:db8::1", "0.0.0.0", "::", "255.255.255.255", "224.0.0.1"],
  ...["2002:c163:9050::1", "2001:0:1::1", "193.99.144", "193.99.144.80:443", "193.99.144.80, ::1"],
  ...["999.1.1.1", "2a02:8071::1::2", "heise.de", "🦊", "1".repeat(500)],
])("owns that it does not know where %s is", async (address) => {
  expect(await placeOf(address)).toEqual({ kind: "unknown" });
});

it("says that it does not know while the database cannot be read, and tells the log", async () => {
  vi.resetModules();
  const fresh = await import("./place");
  vi.stubEnv("PLACES_FILE", "/nowhere/places.mmdb");
  const { result, lines } = await logged(() => fresh.placeOf("8.8.8.8"));
  expect(result).toEqual({ kind: "unknown" });
  expect(lines).toMatchObject([
    { level: "error", message: "the database of places could not be read" },
  ]);
  vi.unstubAllEnvs();
  expect(await fresh.placeOf("8.8.8.8")).toEqual({ kind: "country", country: "US" });
});
