import * as z from "zod";

/** Text in one line, as people write it. Any script; what would turn or hide what stands around it is refused. */
export function line(what: string, max: number) {
  return z
    .string()
    .trim()
    .min(1, `${what} is needed, or leave it out.`)
    .max(max, `${what} has at most ${max} characters.`)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, `${what} has no line breaks or control characters.`)
    .refine((text) => /[^\p{C}\p{M}\p{Z}]/u.test(text), `${what} needs something to be seen.`)
    .refine(
      (text) => !/[\u202A-\u202E\u2066-\u2069]/.test(text),
      `${what} has no direction marks.`,
    );
}

/** Text of several lines. */
export function lines(what: string, max: number) {
  return z
    .string()
    .max(max, `${what} has at most ${max} characters.`)
    .regex(/^[^\p{Cc}]*$|^(?:[^\p{Cc}]|[\n\r\t])*$/u, `${what} has no control characters.`);
}

/** An address on the web that people may follow. */
export function webAddress(max = 2_000) {
  return z
    .url({ protocol: /^https?$/, error: "Not a web address, such as https://example.com." })
    .max(max, `An address has at most ${max} characters.`)
    .refine(
      (url) => !/^https?:\/\/[^/?#]*@/i.test(url),
      "An address here has no user name or password.",
    );
}
