import * as Erasing from "@faibric/core/offboarding/erasing";
import { taskOfErasure } from "../../platform/task";

export const handler = taskOfErasure("offboarding.finishErasure", {}, () => Erasing.finish());
