"use client";
import { useRouter } from "next/navigation";
import { use, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Entry } from "../developers/contents";
import { signOut } from "../session/session";
import { toastFailure } from "../ui/toast";
import { DEEDS_OF_ACCOUNT, DEEDS_OF_BUSINESS, deedAt } from "./deeds";
import { ACCOUNT, OF_ACCOUNT, OF_BUSINESS } from "./navigation";
import { HereContext, rootOf, useTenants } from "./tenancy";
import { applyTheme, THEMES } from "./theme";

/** Something that can be done from anywhere. */
export interface Command {
  readonly key: string;
  readonly text: string;
  readonly group: string;
  /** What is pressed instead, one after the other. */
  readonly keys?: readonly string[];
  readonly run: () => void;
}

let reading: Promise<readonly Entry[]> | undefined;

/** The guides and operations, read once a visit. Where they cannot be read, all else is still there. */
async function readEntries(): Promise<readonly Entry[]> {
  const answer = await fetch("/docs/contents");
  if (!answer.ok) throw new Error(`the contents were answered ${answer.status}`);
  return answer.json() as Promise<readonly Entry[]>;
}

/** What developers can read, as places to go to. There are many: they are for who looks for them. */
export function useReading(): readonly Command[] {
  const words = useTranslations("palette");
  const router = useRouter();
  const here = use(HereContext);
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  useEffect(() => {
    reading ??= readEntries();
    reading.then(setEntries, () => {
      reading = undefined; // the next time the palette is opened, it is tried again
    });
  }, []);
  if (!here) return [];
  return entries.map(({ path, title, call }) => ({
    key: path.replace(/[^\w-]/g, "-"),
    text: call ? `${title} (${call})` : title,
    group: words(call ? "operation" : "guide"),
    run: () => router.push(`${here.root}/developers${path}`),
  }));
}

/** @param onHelp shows what can be done by keys alone */
export function useCommands(onHelp: () => void): readonly Command[] {
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
    ? OF_BUSINESS.filter(({ needs }) => !needs || here.may(needs)).map(
        ({ word, path, letter }) => ({
          ...go(word, words(`nav.${word}`), here.name, here.root + path),
          keys: ["g", letter],
        }),
      )
    : [];
  const invite = here?.may("tenant.manage")
    ? [go("invite", words("palette.invite"), here.name, `${here.root}/members?invite=1`)]
    : [];
  const deeds = here
    ? DEEDS_OF_BUSINESS.filter(({ needs }) => !needs || here.may(needs)).map((deed) =>
        go(
          deed.name,
          words(`palette.${deed.name}`),
          here.name,
          deedAt(here.root + deed.path, deed),
        ),
      )
    : [];
  const ownDeeds = DEEDS_OF_ACCOUNT.map((deed) =>
    go(
      deed.name,
      words(`palette.${deed.name}`),
      words("frame.account"),
      deedAt(ACCOUNT + deed.path, deed),
    ),
  );
  const ofAccount = OF_ACCOUNT.map(({ word, path, letter }) => ({
    ...go(word, words(`nav.${word}`), words("frame.account"), ACCOUNT + path),
    keys: ["g", letter],
  }));
  const others = (tenants.value ?? [])
    .filter(({ tenantId }) => tenantId !== here?.tenantId)
    .map((tenant) => go(tenant.tenantId, tenant.name, words("palette.switch"), rootOf(tenant)));
  const themes = THEMES.map((theme) => ({
    key: theme,
    text: words(`frame.themes.${theme}`),
    group: words("frame.theme"),
    run: () => applyTheme(theme),
  }));
  const help = {
    ...{ key: "shortcuts", text: words("shortcuts.title"), group: words("shortcuts.anywhere") },
    ...{ keys: ["?"], run: onHelp },
  };
  const leave = {
    key: "leave",
    text: words("frame.signOut"),
    group: words("frame.account"),
    run: () =>
      void signOut().catch((failure) => toastFailure(words("frame.notSignedOut"), failure)),
  };
  const all = go("all", words("frame.all"), words("palette.switch"), "/home");
  return [
    ...ofBusiness,
    ...invite,
    ...deeds,
    ...ofAccount,
    ...ownDeeds,
    ...others,
    all,
    ...themes,
    help,
    leave,
  ];
}
