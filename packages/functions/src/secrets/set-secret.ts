import * as Secret from "@faibric/core/secrets/secret";
import { setSecret } from "@faibric/core/secrets/secrets.contract";
import { http } from "../platform/http";

export const handler = http(setSecret, ({ params, body }) => Secret.set({ ...params, ...body }));
