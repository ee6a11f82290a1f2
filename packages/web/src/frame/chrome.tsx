"use client";
import { Menu as MenuIcon, Search } from "lucide-react";
import { lazy, type ReactNode, Suspense, use, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { AccountMenu } from "./account-menu";
import { useDeeds } from "./deeds";
import { Places } from "./places";
import { useShortcuts } from "./shortcuts";
import { HereContext } from "./tenancy";
import { TenantSwitcher } from "./tenant-switcher";

const CommandPalette = lazy(() => import("./command-palette"));
const ShortcutList = lazy(() => import("./shortcut-list"));
const CONTENT = "content";

/** The bars of the console: where one is, where one can go. On a phone they are behind a button. */
export function Chrome({ children }: { children: ReactNode }) {
  const words = useTranslations("frame");
  const [commanding, command] = useState(false);
  const [helping, help] = useState(false);
  useDeeds();
  useShortcuts({ command: () => command(true), help: () => help(true) });
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15.5rem_1fr]">
      <a
        href={`#${CONTENT}`}
        className="sr-only z-20 rounded-lg bg-raised px-4 py-2 focus-visible:not-sr-only focus-visible:fixed focus-visible:start-4 focus-visible:top-4"
      >
        {words("skip")}
      </a>
      <PhoneBar onSearch={() => command(true)} />
      <div className="sticky top-0 hidden h-dvh flex-col gap-4 border-line border-e bg-raised/60 p-3 lg:flex">
        <Side onSearch={() => command(true)} />
      </div>
      <main
        id={CONTENT}
        tabIndex={-1}
        className="mx-auto grid w-full max-w-5xl content-start gap-8 px-4 py-8 outline-none sm:px-8 lg:py-12"
      >
        {children}
      </main>
      <Suspense>
        {commanding && <CommandPalette onClose={() => command(false)} onHelp={() => help(true)} />}
        {helping && <ShortcutList onClose={() => help(false)} />}
      </Suspense>
    </div>
  );
}

function Side({ onSearch, onGone }: { onSearch: () => void; onGone?: () => void }) {
  const words = useTranslations("frame");
  return (
    <>
      <TenantSwitcher />
      <Button look="quiet" size="small" className="justify-start! text-quiet" onClick={onSearch}>
        <Search aria-hidden className="size-4" />
        {words("search")}
        <kbd className="ms-auto hidden rounded border border-line px-1.5 text-xs lg:block">⌘K</kbd>
      </Button>
      <Places {...(onGone ? { onGone } : {})} />
      <div className="mt-auto">
        <AccountMenu />
      </div>
    </>
  );
}

function PhoneBar({ onSearch }: { onSearch: () => void }) {
  const words = useTranslations("frame");
  const here = use(HereContext);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <header className="sticky top-0 z-10 flex items-center gap-1 border-line border-b bg-raised px-2 py-1.5 lg:hidden">
      <Button look="bare" size="icon" aria-label={words("menu")} onClick={() => setOpen(true)}>
        <MenuIcon aria-hidden className="size-5" />
      </Button>
      <p className="min-w-0 flex-1 truncate font-medium" dir="auto">
        {here?.name ?? words("account")}
      </p>
      <Button look="bare" size="icon" aria-label={words("search")} onClick={onSearch}>
        <Search aria-hidden className="size-5" />
      </Button>
      <Dialog open={open} title={words("menu")} place="start" onClose={close}>
        <Side
          onSearch={() => {
            close();
            onSearch();
          }}
          onGone={close}
        />
      </Dialog>
    </header>
  );
}
