"use client";
import { useTranslations } from "use-intl";
import { useMe } from "../frame/tenancy";
import { signOut } from "../session/session";
import { ActionButton } from "../ui/action-button";
import { Unavailable } from "../ui/unavailable";

/** Who is signed in, and the way out, on pages without the console's frame. */
export function SignedInAs() {
  const words = useTranslations("home");
  const me = useMe();
  return (
    <footer className="flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4 text-quiet text-sm">
      <span className="break-all">
        {me.value && words("signedInAs", { email: me.value.email })}
      </span>
      <ActionButton act={signOut}>{words("signOut")}</ActionButton>
      {me.error !== undefined && !me.value && <Unavailable error={me.error} retry={me.reload} />}
    </footer>
  );
}
