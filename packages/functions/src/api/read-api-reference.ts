import { readApiReference } from "@faibric/core/api/api.contract";
import { REFERENCE_PAGE } from "@faibric/core/api/reference-page";
import { http } from "../platform/http";

export const handler = http(readApiReference, async () => REFERENCE_PAGE);
