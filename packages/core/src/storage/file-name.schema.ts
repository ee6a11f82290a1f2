import * as z from "zod";

const MAX_BYTES = 255;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/;
/** What turns the letters around it: `exe.gpj` would be read as `jpg.exe`. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/;
/** Names that Windows keeps for devices, whatever stands behind the dot. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** What is wrong with a name that is normalized, or undefined. */
function faultOf(name: string): string | undefined {
  if (!name) return "A name is needed.";
  if (!name.isWellFormed()) return "A name is text: half of a character stands in it.";
  if (CONTROL.test(name)) return "A name has no line breaks or control characters.";
  if (TURNING.test(name)) return "A name has no direction marks that turn its letters.";
  if (/[/\\]/.test(name)) return "A name has no slashes. Say the folder by its ID.";
  if (/[<>:"|?*]/.test(name))
    return 'A name has none of < > : " | ? *, which not every disk takes.';
  if (/^\.+$/.test(name)) return "A name is more than dots.";
  if (name.endsWith(".")) return "A name does not end with a dot, which not every disk keeps.";
  if (DEVICE.test(name)) return "Windows keeps this name for itself. Choose another.";
  if (!/[^\p{C}\p{M}\p{Z}]/u.test(name)) return "A name needs something to be seen.";
  if (new TextEncoder().encode(name).length > MAX_BYTES)
    return `A name has at most ${MAX_BYTES} bytes, as on every disk.`;
  return undefined;
}

/**
 * The name of a file or folder, in any script. What looks alike is one name (NFC). What a disk somewhere could not
 * hold, or would take for a path, is refused rather than changed: who sends it knows what it is called.
 */
export const FileName = z
  .string()
  .max(1_000, `A name has at most ${MAX_BYTES} bytes, as on every disk.`)
  .transform((text, context) => {
    const name = text.normalize("NFC").trim();
    const fault = faultOf(name);
    if (fault) context.addIssue({ code: "custom", message: fault, input: text });
    return name;
  })
  .meta({ example: "Menu – spring.pdf" });

const SORTED_CHARACTERS = 120;
const DIGITS = 10;

/** A name as it is looked for: compatible forms are one, and so are capitals and small letters. */
export const foldName = (name: string): string => name.normalize("NFKC").toLowerCase();

/** By what a list is sorted: `scan 2` stands before `scan 10`. Cut, for a key has its length too. */
export function sortNameOf(name: string): string {
  const padded = foldName(name).replace(/\d+/g, (digits) => digits.padStart(DIGITS, "0"));
  return padded.slice(0, SORTED_CHARACTERS).toWellFormed();
}
