import { defineEvent } from "../platform/event";
import { SecretName } from "./secrets.schema";

/** A secret has a value, for the first time or a new one. The event does not carry it. */
export const SecretSet = defineEvent("secrets.secret.set", 1, { name: SecretName });

export const SecretDeleted = defineEvent("secrets.secret.deleted", 1, { name: SecretName });
