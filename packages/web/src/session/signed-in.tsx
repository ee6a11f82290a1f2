"use client";
import { usePathname, useRouter } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { signInPath } from "./next-path";
import { currentProof, subscribe } from "./step-up";
import { useSession } from "./use-session";

const SessionDialogs = lazy(() => import("./session-dialogs"));
const nothing = () => undefined;

/**
 * Shows its content to who is signed in, and sends everybody else to sign in and back. Where the session ends
 * meanwhile, the content stays as it is until they have signed in again.
 */
export function SignedIn(props: {
  waiting: ReactNode;
  /** Around why it cannot be found out; without it, that is all there is of the page. */
  failed?: (why: ReactNode) => ReactNode;
  children: ReactNode;
}) {
  const { waiting, failed = alone, children } = props;
  const words = useTranslations("home");
  const { state, failure, retry } = useSession();
  const router = useRouter();
  const here = usePathname();
  useEffect(() => {
    if (state === "out") router.replace(signInPath(here));
  }, [state, router, here]);
  const proof = useSyncExternalStore(subscribe, currentProof, nothing);
  if (state === "in" || state === "ended") {
    return (
      <>
        {children}
        <Suspense>{(state === "ended" || proof) && <SessionDialogs />}</Suspense>
      </>
    );
  }
  if (failure === undefined) return waiting;
  return failed(
    <>
      <Failure error={failure} />
      <Button look="quiet" onClick={retry}>
        {words("retry")}
      </Button>
    </>,
  );
}

const alone = (why: ReactNode) => (
  <main className="mx-auto grid max-w-md gap-4 px-5 pt-[12vh]">{why}</main>
);
