import * as contract from "@faibric/core/keys/keys.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

export const keys = createClient({ keys: contract }, asked).keys;
