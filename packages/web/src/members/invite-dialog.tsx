"use client";
import { createInvitation } from "@faibric/core/tenant/invitation.contract";
import type { Invitation } from "@faibric/core/tenant/tenant.schema";
import { useTranslations } from "use-intl";
import { useEntrySchemas } from "../auth/schemas";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Failure } from "../ui/failure";
import { Field } from "../ui/field";
import { SelectField } from "../ui/select-field";
import { toast } from "../ui/toast";
import { useForm } from "../ui/use-form";
import { people } from "./api";
import { useRoles } from "./roles";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onInvited: (made: Invitation) => void;
}

export default function InviteDialog({ open, onClose, onInvited }: Props) {
  const words = useTranslations("members");
  return (
    <Dialog open={open} title={words("invite")} lead={words("inviteLead")} onClose={onClose}>
      <InviteForm
        onClose={onClose}
        onInvited={(made) => {
          onInvited(made);
          toast(words("mailed", { name: made.email }));
          onClose();
        }}
      />
    </Dialog>
  );
}

function InviteForm({ onClose, onInvited }: Omit<Props, "open">) {
  const words = useTranslations();
  const { tenantId, role } = useHere();
  const { address } = useEntrySchemas();
  const { field, submit, failure, busy } = useForm({
    schema: address.extend({ role: createInvitation.body.shape.role }),
    initial: { email: "", role: "member" },
    send: async (body) => onInvited(await people.createInvitation({ params: { tenantId }, body })),
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field label={words("field.email")} type="email" autoComplete="off" {...field("email")} />
      <SelectField
        label={words("members.roleTitle")}
        hint={words("members.roleHint")}
        options={useRoles(role)}
        {...field("role")}
      />
      {failure !== undefined && <Failure error={failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {words("ui.cancel")}
        </Button>
        <Button type="submit" busy={busy}>
          {words("members.send")}
        </Button>
      </div>
    </form>
  );
}
