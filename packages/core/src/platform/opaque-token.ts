import { createHash, randomBytes } from "node:crypto";

const SECRET_BYTES = 32;

/** 256 random bits, as 43 characters. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");

/** What is stored of a secret: SHA-256 in hex. With 256 random bits there is nothing to guess. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");
