"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { canUsePasskeys } from "../session/passkey";
import { Button } from "../ui/button";
import { Failure } from "../ui/failure";
import { Field, PasswordField } from "../ui/field";
import { useAction } from "../ui/use-action";
import { useForm } from "../ui/use-form";
import { useEntrySchemas } from "./schemas";

/** How somebody may show who they are. */
export type Way = "password" | "totp" | "passkey" | "recovery-code";

interface Props {
  readonly ways: readonly Way[];
  /** Tries what was entered: a password or a code. */
  readonly enter: (way: Exclude<Way, "passkey">, entered: string) => Promise<void>;
  readonly passkey: () => Promise<void>;
}

/** Asks for one proof, by the way that is the least trouble; the others are offered below. */
export function Prove({ ways, enter, passkey }: Props) {
  const words = useTranslations("prove");
  const usable = ways.filter((way) => way !== "passkey" || canUsePasskeys());
  const [chosen, choose] = useState<Way>();
  const way = chosen ?? usable[0];
  if (!way) return <p className="text-quiet text-sm">{words("none")}</p>;
  return (
    <div className="grid gap-5">
      {way === "passkey" ? (
        <ByPasskey passkey={passkey} />
      ) : (
        <Entered key={way} way={way} enter={(entered) => enter(way, entered)} />
      )}
      {usable.length > 1 && (
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {usable
            .filter((other) => other !== way)
            .map((other) => (
              <li key={other}>
                <Button look="link" onClick={() => choose(other)}>
                  {words(`instead.${other}`)}
                </Button>
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

function Entered(props: {
  way: Exclude<Way, "passkey">;
  enter: (entered: string) => Promise<void>;
}) {
  const { way, enter } = props;
  const words = useTranslations("prove");
  const schema = useEntrySchemas()[way === "password" ? "knownPassword" : "code"];
  const { field, submit, failure, busy } = useForm({
    schema,
    initial: { entered: "" },
    send: ({ entered }) => enter(entered),
  });
  const shared = { label: words(way), autoFocus: true, ...field("entered") };
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {way === "password" && <PasswordField autoComplete="current-password" {...shared} />}
      {way === "totp" && (
        <Field
          hint={words("totpHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          {...shared}
        />
      )}
      {way === "recovery-code" && (
        <Field
          hint={words("recoveryHint")}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...shared}
        />
      )}
      {failure !== undefined && <Failure error={failure} />}
      <Button type="submit" busy={busy}>
        {words("submit")}
      </Button>
    </form>
  );
}

function ByPasskey({ passkey }: Pick<Props, "passkey">) {
  const words = useTranslations("prove");
  const { run, failure, busy } = useAction(passkey);
  return (
    <div className="grid gap-5">
      {failure !== undefined && <Failure error={failure} />}
      <Button busy={busy} onClick={run}>
        {words("passkey")}
      </Button>
    </div>
  );
}
