// What other capabilities, and the platform's edge, may use. Everything else in this folder is private to the keys.
export { admitApiKey, admitAppKey, assertSameTenant } from "./admission";
export { API_KEY_MARK } from "./key-text";
export {
  AllApiKeysRevoked,
  ApiKeyCreated,
  ApiKeyRenamed,
  ApiKeyRevoked,
  ApiKeyRolled,
  AppKeyChanged,
  AppKeyCreated,
  AppKeyRevoked,
} from "./keys.events";
