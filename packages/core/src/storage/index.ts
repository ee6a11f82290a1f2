// What other capabilities may use. Everything else in this folder is private to storage.
export { FileDeleted, FileUploaded, QuotaReached } from "./storage.events";
export { setQuota } from "./usage";
