import * as Erasing from "@faibric/core/offboarding/erasing";
import { taskOfErasure } from "../../platform/task";

const BUDGET_MS = 20_000;

export const handler = taskOfErasure("offboarding.eraseItems", {}, () =>
  Erasing.eraseItems(BUDGET_MS),
);
