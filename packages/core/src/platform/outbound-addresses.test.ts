import { describe, expect, it } from "vitest";
import { isPublicAddress, OutboundUrl } from "./outbound.schema";

const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  "this network": ["0.0.0.0", "0.1.2.3"],
  private: ["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1"],
  shared: ["100.64.0.1", "100.127.255.255"],
  loopback: ["127.0.0.1", "127.255.255.254", "::1"],
  "link-local": ["169.254.0.1", "fe80::1", "febf::1", "fe80::1%eth0"],
  metadata: ["169.254.169.254", "169.254.170.2", "fd00:ec2::254", "168.63.129.16"],
  "protocol assignments": ["192.0.0.8", "192.88.99.1", "2001::1", "2001:20::1"],
  documentation: ["192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1"],
  benchmarks: ["198.18.0.1", "198.19.255.255", "2001:2::1"],
  multicast: ["224.0.0.1", "239.255.255.255", "ff02::1"],
  reserved: ["240.0.0.1", "255.255.255.255", "4000::1", "5f00::1"],
  unspecified: ["::"],
  "unique local": ["fc00::1", "fdff::1"],
  "site local": ["fec0::1"],
  "discard only": ["100::1"],
  "mapped IPv4": ["::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:a9fe:a9fe"],
  "translated IPv4": [
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
  ],
  "compatible IPv4": ["::127.0.0.1", "::a9fe:a9fe"],
  "6to4": ["2002:7f00:1::", "2002:a9fe:a9fe::1"],
  Teredo: ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
  nothing: ["", "localhost", "1.2.3", "1.2.3.4.5", "example.com"],
};

it.each(Object.entries(BLOCKS))("no address that is %s is public", (_, addresses) => {
  expect(addresses.filter(isPublicAddress)).toEqual([]);
});

it.each([
  "8.8.8.8",
  "1.1.1.1",
  "172.32.0.1",
  "100.128.0.1",
  "2606:4700:4700::1111",
  "2a00:1450::1",
])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

const HOSTILE = [
  // Other spellings of 127.0.0.1, 169.254.169.254 and 10.0.0.1.
  "http://127.0.0.1/",
  "http://127.1/",
  "http://127.0.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0x7f.0.0.1/",
  "http://0x7f.1/",
  "http://0177.0.0.1/",
  "http://017700000001/",
  "http://00000177.0.0.1/",
  "http://127.0.0.1./",
  "http://１２７.0.0.1/",
  "http://①②⑦.⓪.⓪.①/",
  "http://127。0。0。1/",
  "http://%31%32%37.0.0.1/",
  "http://0/",
  "http://0.0.0.0/",
  "http://169.254.169.254/latest/meta-data/",
  "http://2852039166/",
  "http://0xa9fea9fe/",
  "http://0251.0376.0251.0376/",
  "http://169.254.43518/",
  "http://169.16689662/",
  "http://012.0.0.1/",
  "http://167772161/",
  "http://[::1]/",
  "http://[::]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[::ffff:169.254.169.254]/",
  "http://[::127.0.0.1]/",
  "http://[64:ff9b::169.254.169.254]/",
  "http://[2002:a9fe:a9fe::]/",
  "http://[fd00:ec2::254]/",
  "http://[fe80::1]/",
  "http://[fe80::1%25eth0]/",
  // Names that lead inside.
  "http://localhost/",
  "http://LOCALHOST/",
  "http://localhost./",
  "http://ｌｏｃａｌｈｏｓｔ/",
  "http://a.localhost/",
  "http://printer.local/",
  "http://metadata.google.internal/",
  "http://router.home.arpa/",
  "http://wiki.corp/",
  "http://intranet/",
  "http://a..b.com/",
  // Who is really called.
  "http://shop.example.com@127.0.0.1/",
  "http://user:password@shop.example.com/",
  "http://user@shop.example.com/",
  "http://127.0.0.1\\@shop.example.com/",
  "http://127.0.0.1#@shop.example.com/",
  "http:\\\\127.0.0.1\\",
  "http:/127.0.0.1/",
  "http:127.0.0.1/",
  " http://127.0.0.1/",
  "http://127.0.0.1\t/",
  "http://127.0.0\n.1/",
  "https://shop.example.com\u0000.evil.com/",
  "//127.0.0.1/",
  // Other services and other protocols.
  "http://shop.example.com:22/",
  "http://shop.example.com:25/",
  "http://shop.example.com:6379/",
  "http://shop.example.com:0/",
  "http://shop.example.com:99999/",
  "ftp://shop.example.com/",
  "file:///etc/passwd",
  "gopher://shop.example.com:70/_",
  "dict://shop.example.com/",
  "ldap://shop.example.com/",
  "jar:https://shop.example.com/!/",
  "data:text/plain,a",
  "javascript:alert(1)",
  "ws://shop.example.com/",
  "https://",
  "shop.example.com",
  "",
];

describe("an address that a tenant enters", () => {
  it.each(HOSTILE)("is refused as %j", (url) => {
    const { success, error } = OutboundUrl.safeParse(url);
    expect(success).toBe(false);
    expect(error?.issues[0]?.message).toMatch(/\.$|at least|Too small/);
  });

  it("is tried in more than sixty hostile ways", () => {
    expect(new Set(HOSTILE).size).toBeGreaterThan(60);
  });

  it.each([
    "https://shop.example.com/logo.png",
    "http://shop.example.com/",
    "https://shop.example.com:8443/a?b=c#d",
    "https://bücher.example.com/",
    "https://xn--bcher-kva.example.com/",
    "https://8.8.8.8/",
    "https://[2606:4700:4700::1111]/",
    "https://shop.example.com./",
    "https://متجر.example.com/شعار.png",
    "https://shop.example.com/😀.png",
  ])("is taken as %s, and kept as it was entered", (url) => {
    expect(OutboundUrl.parse(url)).toBe(url);
  });

  it("has 2,000 characters at most", () => {
    expect(OutboundUrl.safeParse(`https://a.example.com/${"x".repeat(2_000)}`).success).toBe(false);
  });
});
