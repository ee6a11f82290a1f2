import * as Erasing from "@faibric/core/offboarding/erasing";
import { taskOfErasure } from "../../platform/task";

const BUDGET_MS = 20_000;

export const handler = taskOfErasure("offboarding.eraseObjects", {}, () =>
  Erasing.eraseObjects(BUDGET_MS),
);
