import { headers } from "next/headers";
import type { ReactNode } from "react";
import { ConsoleFrame } from "../../src/frame/console-frame";
import { EARLY_SCRIPT } from "../../src/session/early-script";
import { EarlySession } from "../../src/session/early-session";

export default async function Layout({ children }: { children: ReactNode }) {
  const policy = (await headers()).get("content-security-policy");
  return (
    <>
      <EarlySession script={EARLY_SCRIPT} nonce={policy?.match(/'nonce-([^']+)'/)?.[1]} />
      <ConsoleFrame>{children}</ConsoleFrame>
    </>
  );
}
