"use client";
import { ApiError } from "@faibric/sdk";
import { useTranslations } from "use-intl";
import { useEntrySchemas } from "../auth/schemas";
import { useFormat } from "../frame/format";
import { api } from "../session/api";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Loaded } from "../ui/loaded";
import { Skeleton } from "../ui/skeleton";
import { useAction } from "../ui/use-action";
import { useCached } from "../ui/use-cached";
import { useForm } from "../ui/use-form";

/** The change that is under way; null where none is. */
async function readChange() {
  try {
    return await api.auth.readEmailChange();
  } catch (error) {
    if (error instanceof ApiError && error.code === "auth.email_change.not_found") return null;
    throw error;
  }
}

/** Changes the address that somebody signs in with, once both addresses have confirmed it. */
export function EmailChange() {
  const words = useTranslations();
  const { address } = useEntrySchemas();
  const { date } = useFormat();
  const change = useCached("email-change", readChange);
  const cancel = useAction(async () => {
    await api.auth.cancelEmailChange();
    change.set(null);
  });
  const { field, submit, failure, busy } = useForm({
    schema: address,
    initial: { email: "" },
    send: async (body) => change.set(await api.auth.requestEmailChange({ body })),
  });
  return (
    <Loaded of={change} waiting={<Skeleton rows={1} />}>
      {(found) =>
        found ? (
          <div className="grid gap-3">
            <p>
              {words("account.emailUnderWay", { email: found.newEmail, at: date(found.endsAt) })}
            </p>
            <ul className="text-quiet text-sm">
              <li>{words(`account.${found.oldConfirmedAt ? "oldConfirmed" : "oldWaits"}`)}</li>
              <li>{words(`account.${found.newConfirmedAt ? "newConfirmed" : "newWaits"}`)}</li>
            </ul>
            {cancel.failure !== undefined && <Failure error={cancel.failure} />}
            <Button
              look="quiet"
              size="small"
              className="justify-self-start"
              busy={cancel.busy}
              onClick={cancel.run}
            >
              {words("account.emailCancel")}
            </Button>
          </div>
        ) : (
          <Form submit={submit} failure={failure} busy={busy} label={words("account.emailSubmit")}>
            <Field
              label={words("account.newEmail")}
              type="email"
              autoComplete="email"
              {...field("email")}
            />
          </Form>
        )
      }
    </Loaded>
  );
}
