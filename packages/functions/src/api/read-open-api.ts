import { readOpenApi } from "@faibric/core/api/api.contract";
import document from "../../../../docs/openapi.json";
import { http } from "../platform/http";

const text = JSON.stringify(document);

export const handler = http(readOpenApi, async () => text);
