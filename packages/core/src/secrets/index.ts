// What other capabilities may use. Everything else in this folder is private to the secrets.
export { reveal } from "./secret";
export { SecretDeleted, SecretSet } from "./secrets.events";
export { SecretName } from "./secrets.schema";
