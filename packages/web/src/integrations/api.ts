import * as contract from "@faibric/core/secrets/secrets.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

export const secrets = createClient({ secrets: contract }, asked).secrets;
