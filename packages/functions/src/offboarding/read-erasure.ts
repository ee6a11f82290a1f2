import * as Erasure from "@faibric/core/offboarding/erasure";
import { readErasure } from "@faibric/core/offboarding/offboarding.contract";
import { http } from "../platform/http";

export const handler = http(readErasure, ({ params }) => Erasure.read(params.tenantId));
