"use client";
import { useTranslations } from "use-intl";
import { useEntrySchemas } from "../auth/schemas";
import { useFormat } from "../frame/format";
import { orNull } from "../session/or-null";
import { ActionButton } from "../ui/action-button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Loaded } from "../ui/loaded";
import { Skeleton } from "../ui/skeleton";
import { useCached } from "../ui/use-cached";
import { useForm } from "../ui/use-form";
import { account } from "./api";

/** The change that is under way; null where none is. */
const readChange = () => orNull(account.readEmailChange(), "auth.email_change.not_found");

/** Changes the address that somebody signs in with, once both addresses have confirmed it. */
export function EmailChange() {
  const words = useTranslations();
  const { address } = useEntrySchemas();
  const { date } = useFormat();
  const change = useCached("email-change", readChange);
  const cancel = async () => {
    await account.cancelEmailChange();
    change.set(null);
  };
  const { field, submit, failure, busy } = useForm({
    schema: address,
    initial: { email: "" },
    send: async (body) => change.set(await account.requestEmailChange({ body })),
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
            <ActionButton act={cancel}>{words("account.emailCancel")}</ActionButton>
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
