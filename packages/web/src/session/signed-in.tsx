"use client";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { signInPath } from "./next-path";
import { useSession } from "./use-session";

/** Shows its content to who is signed in, and sends everybody else to sign in and back. */
export function SignedIn({ waiting, children }: { waiting: ReactNode; children: ReactNode }) {
  const words = useTranslations("home");
  const { state, failure, retry } = useSession();
  const router = useRouter();
  const here = usePathname();
  useEffect(() => {
    if (state === "out") router.replace(signInPath(here));
  }, [state, router, here]);
  if (state === "in") return children;
  if (failure === undefined) return waiting;
  return (
    <div className="mx-auto grid max-w-md gap-4 px-5 pt-[12vh]">
      <Failure error={failure} />
      <Button look="quiet" onClick={retry}>
        {words("retry")}
      </Button>
    </div>
  );
}
