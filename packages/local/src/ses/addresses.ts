import { badRequest } from "./refusal";

/** Splits a header's address list at the commas outside quotes, comments and angle brackets. */
export function splitAddresses(list: string): string[] {
  const parts: string[] = [];
  let part = "";
  let quoted = false;
  let depth = 0;
  for (let index = 0; index < list.length; index++) {
    const char = list[index] ?? "";
    if (char === "\\" && quoted) {
      part += char + (list[++index] ?? "");
      continue;
    }
    if (char === '"') quoted = !quoted;
    if (!quoted && (char === "<" || char === "(")) depth++;
    if (!quoted && (char === ">" || char === ")")) depth--;
    if (char === "," && !quoted && depth <= 0) {
      parts.push(part);
      part = "";
    } else part += char;
  }
  return [...parts, part].map((one) => one.trim()).filter(Boolean);
}

/** The bare address of `Name <name@example.org>`. */
export function addressOf(mailbox: string): string {
  return (/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox).trim();
}

/** Throws `BadRequestException` in the words of SES. */
export function assertAddress(mailbox: string): void {
  const address = addressOf(mailbox);
  const at = address.lastIndexOf("@");
  if (at < 0) throw badRequest("Missing final '@domain'");
  const local = address.slice(0, at);
  if (!local) throw badRequest("Missing local name");
  if (/[\s\p{Cc}]/u.test(local)) throw badRequest("Local address contains control or whitespace");
  const domain = address.slice(at + 1);
  if (!domain) throw badRequest("Missing final '@domain'");
  if (!/^[\p{L}\p{N}.-]+$/u.test(domain) || domain.startsWith(".") || domain.includes("..")) {
    throw badRequest("Domain contains illegal character");
  }
}
