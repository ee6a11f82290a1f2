import { readMfa, stepUpByCode, stepUpByPassword } from "@faibric/core/auth/mfa.contract";
import { prepareStepUpByPasskey, stepUpByPasskey } from "@faibric/core/auth/passkey.contract";
import { createClient } from "@faibric/sdk";
import { asked } from "./api";

const auth = { readMfa, stepUpByCode, stepUpByPassword, prepareStepUpByPasskey, stepUpByPasskey };

/** By what somebody proves that it is still them. */
export const proofApi = createClient({ auth }, asked).auth;
