import * as Erasure from "@faibric/core/offboarding/erasure";
import { requestErasure } from "@faibric/core/offboarding/offboarding.contract";
import { http } from "../platform/http";

export const handler = http(requestErasure, ({ params, body }) =>
  Erasure.request({ ...params, ...body }),
);
