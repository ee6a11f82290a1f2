"use client";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Failure } from "./failure";
import { useAction } from "./use-action";

/** A button for what cannot be taken back: it asks first, and says what will happen. */
export function Confirm(props: {
  label: string;
  title: string;
  lead: ReactNode;
  /** What it is done to, where the label alone does not say. */
  about?: string;
  act: () => Promise<void>;
}) {
  const { label, title, lead, about, act } = props;
  const words = useTranslations("ui");
  const [open, setOpen] = useState(false);
  const { run, busy, failure } = useAction(async () => {
    await act();
    setOpen(false);
  });
  return (
    <>
      <Button
        look="quiet"
        size="small"
        aria-label={about && `${label}: ${about}`}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      <Dialog open={open} title={title} lead={lead} onClose={() => setOpen(false)}>
        {failure !== undefined && <Failure error={failure} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={() => setOpen(false)}>
            {words("cancel")}
          </Button>
          <Button look="bad" busy={busy} onClick={run}>
            {label}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
