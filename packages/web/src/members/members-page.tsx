"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { useHere } from "../frame/tenancy";
import { Button } from "../ui/button";
import { PageHeader } from "../ui/page-header";
import { Invitations, useInvitations } from "./invitations";
import { MemberTable } from "./member-table";

// Forms are loaded as they are opened.
const InviteDialog = lazy(() => import("./invite-dialog"));

/** Who belongs to the business, and who is invited. */
export function MembersPage() {
  const words = useTranslations("members");
  const { name, root, may } = useHere();
  const router = useRouter();
  const asked = useSearchParams().has("invite");
  const [opened, open] = useState(false);
  const manages = may("tenant.manage");
  const close = () => {
    open(false);
    if (asked) router.replace(`${root}/members`);
  };
  return (
    <>
      <PageHeader
        title={words("title")}
        lead={words("lead", { name })}
        actions={manages && <Button onClick={() => open(true)}>{words("invite")}</Button>}
      />
      <MemberTable />
      {manages && <Invited inviting={opened || asked} close={close} />}
    </>
  );
}

function Invited({ inviting, close }: { inviting: boolean; close: () => void }) {
  const invitations = useInvitations();
  const [opened, open] = useState(false);
  if (inviting && !opened) open(true);
  return (
    <>
      <Invitations of={invitations} />
      <Suspense>
        {opened && (
          <InviteDialog
            open={inviting}
            onClose={close}
            onInvited={(made) =>
              invitations.change((before) => [
                made,
                ...before.filter(({ email }) => email !== made.email),
              ])
            }
          />
        )}
      </Suspense>
    </>
  );
}
