import * as Erasing from "@faibric/core/offboarding/erasing";
import { ErasureId } from "@faibric/core/offboarding/offboarding.schema";
import { taskOfErasure } from "../../platform/task";
import { toldAs } from "../../platform/tell-members";

export const handler = taskOfErasure(
  "offboarding.beginErasure",
  { erasureId: ErasureId },
  toldAs("erasure", ({ erasureId }) => Erasing.begin(erasureId)),
);
