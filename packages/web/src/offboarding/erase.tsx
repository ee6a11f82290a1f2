"use client";
import { GRACE_DAYS } from "@faibric/core/offboarding/offboarding.schema";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { orNull } from "../session/or-null";
import { ActionButton } from "../ui/action-button";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Loaded } from "../ui/loaded";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { useCached } from "../ui/use-cached";
import { offboarding } from "./api";

// Forms are loaded as they are opened.
const EraseForm = lazy(() => import("./erase-form"));

/** Erases the business, after days in which an owner may think again. */
export function Erase() {
  const words = useTranslations("data");
  const { tenantId } = useHere();
  const { date } = useFormat();
  const params = { tenantId };
  const [asking, ask] = useState(false);
  const erasure = useCached(`erasure/${tenantId}`, () =>
    orNull(offboarding.readErasure({ params }), "offboarding.erasure.not_found"),
  );
  const cancel = async () => erasure.set(await offboarding.cancelErasure({ params }));
  return (
    <Loaded of={erasure} waiting={<Skeleton rows={1} />}>
      {(found) =>
        found?.status === "requested" ? (
          <Notice look="bad">
            <p className="font-medium">{words("eraseAt", { at: date(found.eraseAt) })}</p>
            <ActionButton act={cancel} className="mt-2">
              {words("eraseCancel")}
            </ActionButton>
          </Notice>
        ) : (
          <>
            <Button
              look="bad"
              size="small"
              className="justify-self-start"
              onClick={() => ask(true)}
            >
              {words("eraseBegin")}
            </Button>
            <Dialog
              open={asking}
              title={words("eraseTitle")}
              lead={words("eraseWarning", { days: GRACE_DAYS })}
              onClose={() => ask(false)}
            >
              <Suspense fallback={<Skeleton rows={1} />}>
                <EraseForm
                  onDone={(made) => {
                    ask(false);
                    erasure.set(made);
                  }}
                />
              </Suspense>
              <Button look="link" className="justify-self-start" onClick={() => ask(false)}>
                {words("keep")}
              </Button>
            </Dialog>
          </>
        )
      }
    </Loaded>
  );
}
