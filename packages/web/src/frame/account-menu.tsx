"use client";
import { CircleUser, KeyRound, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "use-intl";
import { signOut } from "../session/session";
import { Menu, MenuButton, MenuGroup, MenuLink } from "../ui/menu";
import { toastFailure } from "../ui/toast";
import { useMe } from "./tenancy";
import { THEMES, useTheme } from "./theme";

const ICONS = { light: Sun, dark: Moon, system: Monitor } as const;

/** Who is signed in, how it looks to them, and the way out. */
export function AccountMenu() {
  const words = useTranslations("frame");
  const me = useMe();
  const { theme, choose } = useTheme();
  const email = me.value?.email ?? "";
  const leave = () => signOut().catch((failure) => toastFailure(words("notSignedOut"), failure));
  return (
    <Menu
      label={words("accountOf", { email })}
      className="flex min-h-11 w-full cursor-pointer items-center gap-2.5 rounded-lg px-2 text-start text-sm hover:bg-line/50"
      trigger={
        <>
          <CircleUser aria-hidden className="size-5 shrink-0 text-quiet" />
          <span className="min-w-0 truncate">{email || words("account")}</span>
        </>
      }
    >
      <MenuGroup label={words("theme")}>
        {THEMES.map((name) => {
          const Icon = ICONS[name];
          return (
            <MenuButton key={name} checked={theme === name} onClick={() => choose(name)}>
              <Icon aria-hidden className="size-4" />
              {words(`themes.${name}`)}
            </MenuButton>
          );
        })}
      </MenuGroup>
      <MenuLink href="/account/security">
        <KeyRound aria-hidden className="size-4" />
        {words("account")}
      </MenuLink>
      <MenuButton onClick={leave}>
        <LogOut aria-hidden className="size-4" />
        {words("signOut")}
      </MenuButton>
    </Menu>
  );
}
