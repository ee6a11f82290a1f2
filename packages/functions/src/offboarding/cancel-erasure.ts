import * as Erasure from "@faibric/core/offboarding/erasure";
import { cancelErasure } from "@faibric/core/offboarding/offboarding.contract";
import { http } from "../platform/http";

export const handler = http(cancelErasure, ({ params }) => Erasure.cancel(params.tenantId));
