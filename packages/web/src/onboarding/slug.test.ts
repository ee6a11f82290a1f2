import { Slug } from "@faibric/core/tenant/tenant.schema";
import { expect, it } from "vitest";
import { another, slugOf } from "./slug";

it.each([
  ["Blue Bottle Coffee", "blue-bottle-coffee"],
  ["  Café Blå & Söhne GmbH ", "cafe-bla-and-soehne-gmbh"],
  ["Straßenbäckerei „Zum Löwen“", "strassenbaeckerei-zum-loewen"],
  ["O’Neill's Pub", "oneills-pub"],
  ["مقهى الزجاجة ☕", "business-4711"],
  ["咖啡", "business-4711"],
  ["Admin", "admin-4711"],
  ["A", "a-4711"],
  ["Welcome!", "welcome-4711"],
  [
    "The Extraordinarily Long Name Of A Bakery In Wales",
    "the-extraordinarily-long-name-of-a-baker",
  ],
])("suggests for %j the address %s", (name, slug) => {
  expect(slugOf(name, "4711")).toBe(slug);
  expect(Slug.safeParse(slug).success).toBe(true);
});

it("finds another for one that is taken, however long", () => {
  expect(another("blue-bottle", "12")).toBe("blue-bottle-12");
  expect(Slug.safeParse(another("a".repeat(35), "4711")).success).toBe(true);
  expect(Slug.safeParse(another("the-extraordinarily-long-name-of-a-baker", "4711")).success).toBe(
    true,
  );
});
