import { describe, expect, it } from "vitest";
import { writeMail } from "./mail-text";
import { GERMAN } from "./mail-words.de";
import { ENGLISH } from "./mail-words.en";

const sender = { name: "Café ☕", siteUrl: "https://faibric.example/customers/tnt_1" };

describe("the mails", () => {
  it.each(Object.keys(ENGLISH) as (keyof typeof ENGLISH)[])(
    "say in German what they say in English, with the same gaps and links: %s",
    (purpose) => {
      const [english, german] = [ENGLISH[purpose], GERMAN[purpose]];
      expect(german.lines).toHaveLength(english.lines.length);
      expect(german.link?.path).toBe(english.link?.path);
      expect(german.subject).not.toBe(english.subject);
      for (const gap of ["{address}", "Faibric"]) {
        const has = ({ lines }: typeof english) => lines.join().includes(gap);
        expect(has(german), gap).toBe(has(english));
      }
    },
  );

  it("are in the language of a locale where we write it, and in English otherwise", () => {
    const subjects = ["de-CH", "DE", "en-GB", "fr", undefined].map(
      (locale) =>
        writeMail({ to: "a@b.example", purpose: "magic-link" }, { ...sender, locale }).subject,
    );
    const german = "Ihr Link zum Anmelden";
    const english = "Your link to sign in";
    expect(subjects).toEqual([german, german, english, english, english]);
  });

  it("say which language they are in, and whose they are", () => {
    const letter = { to: "a@b.example", purpose: "verify-email", token: "ot_1" } as const;
    const { html, text } = writeMail(letter, { ...sender, locale: "de" });
    expect(html).toMatch(/^<!doctype html><html lang="de">/);
    expect(text).toContain("hat sich mit dieser Adresse bei Café ☕ registriert");
    expect(text).toContain("https://faibric.example/customers/tnt_1/verify-email#token=ot_1");
    expect(text).not.toContain("Faibric-");
  });
});
