// What customers may use. Everything else in this package may change without notice.
export { type Client, type Contracts, createClient } from "./client";
export {
  ApiError,
  ConnectionError,
  FaibricError,
  TimeoutError,
  UnexpectedAnswerError,
  UsageError,
} from "./errors";
export { createFaibric, type Faibric } from "./faibric";
export type { Operation, OperationInput, OperationOutput, Paging } from "./operation";
export type { CallOptions, ClientOptions } from "./options";
