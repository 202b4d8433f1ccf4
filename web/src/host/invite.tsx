import { useEffect, useState } from "preact/hooks";
import { APIError } from "../lib/api.ts";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { complaintsOf, isFine, refusedOf, type Complaints } from "./credentials.ts";
import { acceptInvitation, lookAtInvitation, type Invited } from "./me.ts";
import { wordsOf } from "./problem.ts";
import { Shell } from "./shell.tsx";
import { PasswordField, TextField } from "./text_field.tsx";
import "./signin.css";

interface Props {
  secret: string;
  onAccepted: () => void;
  onLeave: () => void;
}

/** Invite is what the link of an invitation opens: choose login, name and password. A link for a new password asks for that alone. */
export function Invite({ secret, onAccepted, onLeave }: Props) {
  const [invited, setInvited] = useState<Invited | null>(null);
  const [wrong, setWrong] = useState("");
  const [gone, setGone] = useState(false);
  const look = (): void => {
    setWrong("");
    lookAtInvitation(secret).then(setInvited, (problem: unknown) => {
      if (problem instanceof APIError && problem.status === 404) setGone(true);
      else setWrong(wordsOf(problem));
    });
  };
  useEffect(look, [secret]);
  if (gone) {
    return (
      <Shell>
        <div class="signin">
          <h1>{t("host.invite.gone.title")}</h1>
          <p>{t("host.invite.gone")}</p>
          <Button kind="primary" onClick={onLeave}>{t("host.invite.signin")}</Button>
        </div>
      </Shell>
    );
  }
  if (!invited) {
    return (
      <Shell>
        <div class="signin">
          <p role={wrong ? "alert" : undefined}>{wrong || t("line.connecting")}</p>
          {wrong ? <Button onClick={look}>{t("host.retry")}</Button> : null}
        </div>
      </Shell>
    );
  }
  return <Shell><Accept secret={secret} invited={invited} onAccepted={onAccepted} onGone={() => setGone(true)} /></Shell>;
}

interface AcceptProps {
  secret: string;
  invited: Invited;
  onAccepted: () => void;
  onGone: () => void;
}

function Accept({ secret, invited, onAccepted, onGone }: AcceptProps) {
  const known = invited.for_login;
  const [login, setLogin] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<Complaints>({});
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (busy) return;
    const found = complaintsOf(known ? { password } : { login, name, password });
    setWrong(found);
    if (!isFine(found)) return;
    setBusy(true);
    try {
      await acceptInvitation(known ? { secret, password } : { secret, password, login: login.trim(), name: name.trim() });
      onAccepted();
    } catch (problem) {
      if (problem instanceof APIError && problem.status === 404) onGone();
      else setWrong(refusedOf(problem));
      setBusy(false);
    }
  };
  return (
    <div class="signin">
      <h1>{t(known ? "host.invite.reset.title" : "host.invite.title")}</h1>
      <p>
        {known
          ? t("host.invite.reset.words", { login: known })
          : invited.by_name ? t("host.invite.words", { name: invited.by_name }) : t("host.invite.words.nobody")}
      </p>
      <form class="signin-card" onSubmit={submit} noValidate>
        {known ? null : (
          <>
            <TextField
              label={t("host.invite.name")}
              hint={t("host.invite.name.hint")}
              wrong={wrong.name}
              value={name}
              onInput={setName}
              fill="name"
              max={60}
            />
            <TextField
              label={t("host.signin.login")}
              hint={t("host.login.hint")}
              wrong={wrong.login}
              value={login}
              onInput={setLogin}
              fill="username"
              max={80}
            />
          </>
        )}
        <PasswordField
          label={t("host.signin.password")}
          hint={t("host.password.hint")}
          wrong={wrong.password}
          value={password}
          onInput={setPassword}
          made
        />
        {wrong.whole ? <p class="field-wrong" role="alert">{wrong.whole}</p> : null}
        <Button kind="primary" large type="submit" busy={busy}>{t(known ? "host.invite.reset.accept" : "host.invite.accept")}</Button>
      </form>
    </div>
  );
}
