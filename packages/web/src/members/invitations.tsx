"use client";
import type { Invitation } from "@faibric/core/tenant/tenant.schema";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere } from "../frame/tenancy";
import { Confirm } from "../ui/confirm";
import { Loaded } from "../ui/loaded";
import { EmptyState } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";
import { usePages } from "../ui/use-pages";
import { people } from "./api";

const PAGE = 100;

export function useInvitations() {
  const { tenantId } = useHere();
  return usePages<Invitation>(`invitations/${tenantId}`, (cursor) =>
    people.listInvitations({ params: { tenantId }, query: { limit: PAGE, cursor } }),
  );
}

/** Who is invited and has not come yet. */
export function Invitations({ of }: { of: ReturnType<typeof useInvitations> }) {
  const words = useTranslations("members");
  const { tenantId } = useHere();
  const { day } = useFormat();
  const revoke = async ({ invitationId }: Invitation) => {
    await people.revokeInvitation({ params: { tenantId, invitationId } });
    of.change((before) => before.filter((other) => other.invitationId !== invitationId));
  };
  return (
    <section aria-labelledby="invited" className="grid gap-4">
      <h2 id="invited" className="font-semibold text-lg tracking-tight">
        {words("invited")}
      </h2>
      <Loaded of={of.list} waiting={<Skeleton rows={1} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words("noneInvited")} lead={words("noneInvitedLead")} />
          ) : (
            <ul className="grid">
              {items.map((invitation) => (
                <li
                  key={invitation.invitationId}
                  className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-line border-b py-2.5 text-sm"
                >
                  <span className="grid min-w-0">
                    <span className="break-all">{invitation.email}</span>
                    <span className="text-quiet">
                      {words("invitedAs", {
                        role: invitation.role,
                        day: day(invitation.expiresAt),
                      })}
                    </span>
                  </span>
                  <Confirm
                    label={words("revoke")}
                    about={invitation.email}
                    title={words("revokeTitle", { name: invitation.email })}
                    lead={words("revokeLead")}
                    act={() => revoke(invitation)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
