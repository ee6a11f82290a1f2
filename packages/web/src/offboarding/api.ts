import * as contract from "@faibric/core/offboarding/offboarding.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "../session/api";

export const offboarding = createClient({ offboarding: contract }, asked).offboarding;
