/** What stands where something secret stood. */
export const MASKED = "***";

/** Fields whose value nobody may read later, by what they are called. */
const SECRET_NAMES =
  /pass(word|phrase|code)|secret|credential|authori[sz]ation|cookie|token(?!type)|hash$|otp$|private|signature|recovery|(^|api|app|access|signing|private|encryption|seal|[a-z]_)key$|^(key|pin|cvc|cvv|iban|cardnumber)$/i;

/** Texts that are secret wherever they stand: our tokens and keys, JWTs, password hashes, what follows "Bearer". */
const SECRET_TEXTS =
  /\b[a-z]{2,4}_(?:[a-z]{2,8}_)?[\w-]{40,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\$argon2\w*\$\S+|\bBearer\s+\S+|-----BEGIN [A-Z ]+-----[\s\S]*/g;

const MAX_DEPTH = 8;

/**
 * The same value, fit to be kept and read by others: what is secret by its name or its look is masked.
 * A name wins over what is below it: nothing of `credentials: {…}` stays.
 */
export function mask(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return maskText(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === MAX_DEPTH) return MASKED;
  // What says itself how it is told, such as a date, or a value that is marked as a secret.
  if ("toJSON" in value && typeof value.toJSON === "function") return mask(value.toJSON(), depth);
  if (Array.isArray(value)) return value.map((part) => mask(part, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      SECRET_NAMES.test(name) && part !== undefined && part !== null
        ? MASKED
        : mask(part, depth + 1),
    ]),
  );
}

/** The text without what looks like a secret in it, and without half characters. */
export const maskText = (text: string): string => text.toWellFormed().replace(SECRET_TEXTS, MASKED);

/** An address, so that only who knows it recognizes it: `a***@example.com`. */
export const maskEmail = (email: string): string => email.replace(/^(.).*(?=@)/u, `$1${MASKED}`);
