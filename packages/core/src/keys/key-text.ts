import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { ApiKeyId, AppKeyId, TenantId } from "../platform/id";

const ULID = "[0-9a-hjkmnp-tv-z]{26}";
const API_KEY = new RegExp(`^(fbk_(${ULID})_(${ULID})_[0-9A-Za-z]{43})([0-9A-Za-z]{6})$`);
const APP_KEY = new RegExp(`^fbp_(${ULID})_(${ULID})$`);
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_BYTES = 32;
const SECRET_DIGITS = 43; // 62^43 > 2^256
const CHECKSUM_DIGITS = 6; // 62^6 > 2^32

/** How every API key begins, so that one which was published by mistake can be searched for. */
export const API_KEY_MARK = "fbk_";

interface ApiKeyNames {
  readonly tenantId: TenantId;
  readonly keyId: ApiKeyId;
}

/**
 * A new API key: `fbk_<tenant>_<key>_<secret><checksum>`. It says itself where it is kept, so looking it up
 * needs no directory and no second read. The checksum tells a mistyped one, or a random text, without any read.
 */
export function newApiKey(names: ApiKeyNames): string {
  const secret = BigInt(`0x${randomBytes(SECRET_BYTES).toString("hex")}`);
  const text = `${prefixOf(names)}_${inDigits(secret, SECRET_DIGITS)}`;
  return text + checksumOf(text);
}

/** What may be shown of a key: all but its secret. */
export function prefixOf({ tenantId, keyId }: ApiKeyNames): string {
  return `${API_KEY_MARK}${ulidOf(tenantId)}_${ulidOf(keyId)}`;
}

/** Undefined for what is no key that we made. */
export function readApiKey(key: string): ApiKeyNames | undefined {
  const [, text = "", tenant = "", id = "", checksum = ""] = API_KEY.exec(key) ?? [];
  if (!text || checksum !== checksumOf(text)) return undefined;
  return { tenantId: `tnt_${tenant}`, keyId: `key_${id}` };
}

/** What is stored of a key: SHA-256 in hex. With 256 random bits there is nothing to guess. */
export const hashOf = (key: string): string => createHash("sha256").update(key).digest("hex");

interface AppKeyNames {
  readonly tenantId: TenantId;
  readonly appKeyId: AppKeyId;
}

/** A public app key: `fbp_<tenant>_<key>`. It has no secret: it stands in the source of a page. */
export function appKeyText({ tenantId, appKeyId }: AppKeyNames): string {
  return `fbp_${ulidOf(tenantId)}_${ulidOf(appKeyId)}`;
}

export function readAppKey(key: string): AppKeyNames | undefined {
  const [, tenant, id] = APP_KEY.exec(key) ?? [];
  return tenant && id ? { tenantId: `tnt_${tenant}`, appKeyId: `apk_${id}` } : undefined;
}

const ulidOf = (id: string) => id.slice(id.indexOf("_") + 1);

const checksumOf = (text: string) => inDigits(BigInt(crc32(text)), CHECKSUM_DIGITS);

function inDigits(number: bigint, length: number): string {
  let digits = "";
  for (let rest = number; rest > 0n; rest /= 62n) digits = DIGITS[Number(rest % 62n)] + digits;
  return digits.padStart(length, "0");
}
