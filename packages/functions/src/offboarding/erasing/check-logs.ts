import { checkLogs } from "@faibric/core/offboarding/log-check";
import { taskOfErasure } from "../../platform/task";

export const handler = taskOfErasure("offboarding.checkLogs", {}, () => checkLogs());
