"use client";
import { useRouter } from "next/navigation";
import { use } from "react";
import { useTranslations } from "use-intl";
import { signOut } from "../session/session";
import { toast } from "../ui/toast";
import { ACCOUNT, OF_ACCOUNT, OF_BUSINESS } from "./navigation";
import { HereContext, rootOf, useTenants } from "./tenancy";
import { applyTheme, THEMES } from "./theme";

/** Something that can be done from anywhere. */
export interface Command {
  readonly key: string;
  readonly text: string;
  readonly group: string;
  readonly run: () => void;
}

export function useCommands(): readonly Command[] {
  const words = useTranslations();
  const router = useRouter();
  const here = use(HereContext);
  const tenants = useTenants();
  const go = (key: string, text: string, group: string, to: string): Command => ({
    key,
    text,
    group,
    run: () => router.push(to),
  });
  const ofBusiness = here
    ? OF_BUSINESS.filter(({ needs }) => !needs || here.may(needs)).map(({ word, path }) =>
        go(word, words(`nav.${word}`), here.name, here.root + path),
      )
    : [];
  const invite = here?.may("tenant.manage")
    ? [go("invite", words("palette.invite"), here.name, `${here.root}/members?invite=1`)]
    : [];
  const ofAccount = OF_ACCOUNT.map(({ word, path }) =>
    go(word, words(`nav.${word}`), words("frame.account"), ACCOUNT + path),
  );
  const others = (tenants.value ?? [])
    .filter(({ tenantId }) => tenantId !== here?.tenantId)
    .map((tenant) => go(tenant.tenantId, tenant.name, words("palette.switch"), rootOf(tenant)));
  const themes = THEMES.map((theme) => ({
    key: theme,
    text: words(`frame.themes.${theme}`),
    group: words("frame.theme"),
    run: () => applyTheme(theme),
  }));
  const leave = {
    key: "leave",
    text: words("frame.signOut"),
    group: words("frame.account"),
    run: () => void signOut().catch(() => toast(words("frame.notSignedOut"))),
  };
  const all = go("all", words("frame.all"), words("palette.switch"), "/home");
  return [...ofBusiness, ...invite, ...ofAccount, ...others, all, ...themes, leave];
}
