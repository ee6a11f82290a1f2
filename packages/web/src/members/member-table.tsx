"use client";
import { Role } from "@faibric/core/platform/permission";
import type { Membership } from "@faibric/core/tenant/tenant.schema";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useFormat } from "../frame/format";
import { useHere, useMe, useTenants } from "../frame/tenancy";
import type { Column } from "../ui/column";
import { Confirm } from "../ui/confirm";
import { DataTable } from "../ui/data-table";
import { Failure } from "../ui/failure";
import { Loaded } from "../ui/loaded";
import { BareSelect } from "../ui/select-field";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { useAction } from "../ui/use-action";
import { usePages } from "../ui/use-pages";
import { people } from "./api";
import { useRoles } from "./roles";

const PAGE = 100;

export function MemberTable() {
  const words = useTranslations("members");
  const { tenantId, role: ownRole, may } = useHere();
  const params = { tenantId };
  const me = useMe();
  const tenants = useTenants();
  const router = useRouter();
  const { date } = useFormat();
  const members = usePages<Membership>(`members/${tenantId}`, (cursor) =>
    people.listMemberships({ params, query: { limit: PAGE, cursor } }),
  );
  const nameOf = ({ email, userId }: Membership) => email ?? userId;
  const isMe = ({ userId }: Membership) => userId === me.value?.userId;

  const leave = async () => {
    await people.leaveTenant({ params });
    router.replace("/home");
    await tenants.reload();
  };
  const remove = async ({ userId }: Membership) => {
    await people.removeMember({ params: { tenantId, userId } });
    members.change((before) => before.filter((other) => other.userId !== userId));
  };
  const columns: readonly Column<Membership>[] = [
    {
      key: "email",
      title: words("email"),
      fixed: true,
      text: nameOf,
      cell: (member) => (
        <span className="break-all">
          {nameOf(member)}
          {isMe(member) && <span className="text-quiet"> {words("you")}</span>}
        </span>
      ),
    },
    {
      key: "role",
      title: words("roleTitle"),
      text: ({ role }) => words("role", { role }),
      cell: (member) => <RoleCell member={member} change={members.change} />,
    },
    {
      key: "since",
      title: words("since"),
      text: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <time dateTime={createdAt}>{date(createdAt)}</time>,
    },
  ];
  const actions = (member: Membership) => {
    const name = nameOf(member);
    if (isMe(member)) {
      return (
        <Confirm
          label={words("leave")}
          title={words("leaveTitle")}
          lead={words("leaveLead")}
          act={leave}
        />
      );
    }
    const reaches = may("tenant.manage") && (ownRole === "owner" || member.role !== "owner");
    if (!reaches) return null;
    return (
      <Confirm
        label={words("remove")}
        about={name}
        title={words("removeTitle", { name })}
        lead={words("removeLead")}
        act={async () => {
          await remove(member);
          toast(words("removed", { name }));
        }}
      />
    );
  };
  return (
    <Loaded of={members.list} waiting={<Skeleton rows={4} />}>
      {({ items }) => (
        <DataTable
          label={words("title")}
          columns={columns}
          rows={items}
          keyOf={({ userId }) => userId}
          actions={actions}
          more={members.more}
          busy={members.busy}
          empty={null}
        />
      )}
    </Loaded>
  );
}

type Change = (items: (before: readonly Membership[]) => readonly Membership[]) => void;

/** The role of a member; who may give another chooses it right here. */
function RoleCell({ member, change }: { member: Membership; change: Change }) {
  const words = useTranslations("members");
  const { tenantId, role: ownRole, may } = useHere();
  const tenants = useTenants();
  const roles = useRoles(ownRole);
  const { userId, role, email } = member;
  const name = email ?? userId;
  const give = async (next: Role) => {
    const changed = await people.changeRole({
      params: { tenantId, userId },
      body: { role: next },
    });
    change((before) => before.map((other) => (other.userId === userId ? changed : other)));
    await tenants.reload(); // it may have been their own
  };
  const { run, busy, failure } = useAction(async (text: string) => {
    const next = Role.parse(text);
    await give(next);
    toast(words("roleChanged", { name, role: next }), () => give(role));
  });
  if (!may("tenant.manage") || !roles.some(({ value }) => value === role)) {
    return words("role", { role });
  }
  return (
    <span className="grid gap-2">
      <BareSelect
        aria-label={words("roleOf", { name })}
        aria-busy={busy || undefined}
        value={role}
        options={roles}
        onChange={({ target }) => void run(target.value)}
      />
      {failure !== undefined && <Failure error={failure} />}
    </span>
  );
}
