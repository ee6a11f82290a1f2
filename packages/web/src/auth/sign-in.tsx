"use client";
import type { MfaChallenge, SignedIn } from "@faibric/core/auth/auth.schema";
import { ApiError } from "@faibric/sdk";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { entryApi } from "../session/entry-api";
import { askPasskey, canUsePasskeys } from "../session/passkey";
import { begin } from "../session/session";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { Field, PasswordField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useAction } from "../ui/use-action";
import { useForm } from "../ui/use-form";
import { Prove } from "./prove";
import { useEntrySchemas } from "./schemas";

/** Signs in, in one step or, where a second factor is asked for, in two. `onDone` is told at the end. */
export function useSignIn(onDone: () => void) {
  const [challenge, setChallenge] = useState<MfaChallenge>();
  const arrive = (answer: SignedIn) => {
    if ("mfaToken" in answer) return setChallenge(answer);
    begin(answer);
    onDone();
  };
  return { challenge, arrive, restart: () => setChallenge(undefined) };
}

async function signInByPasskey() {
  const options = await entryApi.prepareSignInByPasskey();
  return entryApi.signInByPasskey({ body: { credential: await askPasskey(options) } });
}

type Arrive = (answer: SignedIn) => void;

/** The first step: a password, or a passkey, which is both steps at once. */
export function FirstFactor({ arrive }: { arrive: Arrive }) {
  const words = useTranslations();
  const { credentials } = useEntrySchemas();
  const { field, submit, failure, busy } = useForm({
    schema: credentials,
    initial: { email: "", password: "" },
    send: async (body) => arrive(await entryApi.signIn({ body })),
  });
  return (
    <div className="grid gap-5">
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Field
          label={words("field.email")}
          type="email"
          autoComplete="username webauthn"
          {...field("email")}
        />
        <PasswordField
          label={words("field.password")}
          autoComplete="current-password"
          {...field("password")}
        />
        {failure !== undefined && <Refused error={failure} />}
        <Button type="submit" busy={busy}>
          {words("signIn.submit")}
        </Button>
      </form>
      <PasskeyButton arrive={arrive} />
    </div>
  );
}

function PasskeyButton({ arrive }: { arrive: Arrive }) {
  const words = useTranslations("signIn");
  const { run, failure, busy } = useAction(async () => arrive(await signInByPasskey()));
  const [usable, setUsable] = useState(false);
  useEffect(() => setUsable(canUsePasskeys()), []);
  if (!usable) return null;
  return (
    <>
      {failure !== undefined && <Failure error={failure} />}
      <Button look="quiet" busy={busy} onClick={run}>
        {words("byPasskey")}
      </Button>
    </>
  );
}

/** The second step. Its token does not last: then it begins anew. */
export function SecondFactor(props: {
  challenge: MfaChallenge;
  arrive: Arrive;
  restart: () => void;
}) {
  const { challenge, arrive, restart } = props;
  const words = useTranslations("secondFactor");
  const { mfaToken, factors } = challenge;
  const [late, setLate] = useState(false);
  const enter = async (_way: string, code: string) => {
    try {
      arrive(await entryApi.verifyMfa({ body: { mfaToken, code } }));
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "auth.token.invalid")) throw error;
      setLate(true);
    }
  };
  const passkey = async () => arrive(await signInByPasskey());
  return (
    <div className="grid gap-6">
      {late ? (
        <Notice look="bad">{words("late")}</Notice>
      ) : (
        <Prove ways={factors} enter={enter} passkey={passkey} />
      )}
      <Button look={late ? "primary" : "link"} className="justify-self-start" onClick={restart}>
        {words("restart")}
      </Button>
    </div>
  );
}

/** Why signing in was refused, as far as anybody may be told. */
function Refused({ error }: { error: unknown }) {
  const words = useTranslations("signIn");
  const code = error instanceof ApiError ? error.code : undefined;
  if (code === "auth.credentials.wrong") return <Notice look="bad">{words("wrong")}</Notice>;
  if (code === "auth.email.unverified") return <Notice look="bad">{words("unverified")}</Notice>;
  return <Failure error={error} />;
}
