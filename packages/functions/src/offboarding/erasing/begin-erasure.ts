import * as Erasing from "@faibric/core/offboarding/erasing";
import { ErasureId } from "@faibric/core/offboarding/offboarding.schema";
import { taskOfErasure } from "../../platform/task";

export const handler = taskOfErasure(
  "offboarding.beginErasure",
  { erasureId: ErasureId },
  ({ erasureId }) => Erasing.begin(erasureId),
);
