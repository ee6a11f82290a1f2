// What other capabilities may read. They tell the log through `commit` and `platform/audit-record`.
export { AuditEntry } from "./audit.schema";
