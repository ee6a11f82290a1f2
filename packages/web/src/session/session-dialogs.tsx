"use client";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Prove, type Way } from "../auth/prove";
import { FirstFactor, SecondFactor, useSignIn } from "../auth/sign-in";
import { Button, LinkButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Failure } from "../ui/failure";
import { useLoaded } from "../ui/use-loaded";
import { askPasskey } from "./passkey";
import { proofApi } from "./proof-api";
import { currentState, type SessionState, signOut, subscribe } from "./session";
import { answerProof, currentProof, type Proof, subscribe as subscribeToProof } from "./step-up";

const onServer = (): SessionState => "unknown";
const nothing = () => undefined;

/** What the session asks of its person in the middle of something, above the page that waits for it. */
export default function SessionDialogs() {
  const state = useSyncExternalStore(subscribe, currentState, onServer);
  const proof = useSyncExternalStore(subscribeToProof, currentProof, nothing);
  const words = useTranslations("session");
  return (
    <>
      <Dialog
        open={proof !== undefined}
        title={words("proveTitle")}
        lead={words(proof === "second-factor" ? "factorLead" : "proveLead")}
        onClose={() => answerProof(false)}
      >
        {proof && <ProofAsked proof={proof} />}
      </Dialog>
      <Dialog
        open={state === "ended"}
        title={words("endedTitle")}
        lead={words("endedLead")}
        onClose={() => undefined}
      >
        <SignInAgain />
      </Dialog>
    </>
  );
}

function SignInAgain() {
  const words = useTranslations("session");
  const { challenge, arrive, restart } = useSignIn(() => undefined);
  return (
    <>
      {challenge ? (
        <SecondFactor challenge={challenge} arrive={arrive} restart={restart} />
      ) : (
        <FirstFactor arrive={arrive} />
      )}
      <Button look="link" className="justify-self-start" onClick={() => void signOut()}>
        {words("leave")}
      </Button>
    </>
  );
}

const readMfa = () => proofApi.readMfa();

function ProofAsked({ proof }: { proof: Proof }) {
  const words = useTranslations("session");
  const mfa = useLoaded(readMfa);
  if (mfa.error !== undefined) return <Failure error={mfa.error} />;
  if (!mfa.value) return <p role="status">{words("wait")}</p>;
  const ways: Way[] = [];
  if (mfa.value.totpSince) ways.push("totp");
  if (mfa.value.passkeys > 0) ways.push("passkey");
  if (ways.length > 0 && mfa.value.recoveryCodesLeft > 0) ways.push("recovery-code");
  if (ways.length === 0 && proof === "second-factor") return <SetUpFactor />;
  return (
    <>
      <Prove
        ways={ways.length > 0 ? ways : ["password"]}
        enter={async (way, entered) => {
          if (way === "password") await proofApi.stepUpByPassword({ body: { password: entered } });
          else await proofApi.stepUpByCode({ body: { code: entered } });
          answerProof(true);
        }}
        passkey={async () => {
          const credential = await askPasskey(await proofApi.prepareStepUpByPasskey());
          await proofApi.stepUpByPasskey({ body: { credential } });
          answerProof(true);
        }}
      />
      <Button look="link" className="justify-self-start" onClick={() => answerProof(false)}>
        {words("cancel")}
      </Button>
    </>
  );
}

/** The business asks for a second factor, and there is none yet. */
function SetUpFactor() {
  const words = useTranslations("session");
  return (
    <div className="grid gap-4">
      <p>{words("noFactor")}</p>
      <LinkButton href="/account/security" onClick={() => answerProof(false)}>
        {words("setUp")}
      </LinkButton>
      <Button look="quiet" onClick={() => answerProof(false)}>
        {words("cancel")}
      </Button>
    </div>
  );
}
