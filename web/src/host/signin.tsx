import { useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import type { Credentials } from "./me.ts";
import { Shell } from "./shell.tsx";
import { PasswordField, TextField } from "./text_field.tsx";
import "./signin.css";

interface Props {
  /** What went wrong with the last try, in words. */
  wrong: string;
  /** That try was with the server's key. */
  byKey: boolean;
  /** Anybody may try it as a guest. */
  open: boolean;
  onSignIn: (by: Credentials) => Promise<void>;
}

/** SignIn lets hosts in: with login and password, with the key that the server printed, or as a guest where that is allowed. */
export function SignIn({ wrong, byKey, open, onSignIn }: Props) {
  const [busy, setBusy] = useState(false);
  const enter = async (by: Credentials): Promise<void> => {
    if (busy) return;
    setBusy(true);
    await onSignIn(by);
    setBusy(false);
  };
  return (
    <Shell>
      <div class="signin">
        <h1>{t("host.signin.title")}</h1>
        <ByPassword wrong={byKey ? "" : wrong} busy={busy} onSignIn={enter} />
        {open ? (
          <section class="signin-guest">
            <p>{t("host.signin.guest.words")}</p>
            <Button onClick={() => void enter({ guest: true })} busy={busy}>{t("host.signin.guest")}</Button>
          </section>
        ) : null}
        <ByKey wrong={byKey ? wrong : ""} busy={busy} onSignIn={enter} />
        <a class="signin-player" href="/">{t("host.signin.player")}</a>
      </div>
    </Shell>
  );
}

interface WayProps {
  wrong: string;
  busy: boolean;
  onSignIn: (by: Credentials) => Promise<void>;
}

function ByPassword({ wrong, busy, onSignIn }: WayProps) {
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const submit = (e: Event): void => {
    e.preventDefault();
    setMissing(!login.trim() || !password);
    if (login.trim() && password) void onSignIn({ login: login.trim(), password });
  };
  const said = missing ? t("host.signin.needed") : wrong;
  return (
    <form class="signin-card" onSubmit={submit} noValidate>
      <TextField label={t("host.signin.login")} value={login} onInput={setLogin} fill="username" max={80} />
      <PasswordField label={t("host.signin.password")} value={password} onInput={setPassword} />
      {said ? <p class="field-wrong" role="alert">{said}</p> : null}
      <Button kind="primary" large type="submit" busy={busy}>{t("host.signin.button")}</Button>
    </form>
  );
}

function ByKey({ wrong, busy, onSignIn }: WayProps) {
  const [key, setKey] = useState("");
  const submit = (e: Event): void => {
    e.preventDefault();
    // People paste the whole link as often as the key.
    const typed = /#key=([^&\s]+)/.exec(key)?.[1] ?? key.trim();
    if (typed) void onSignIn({ key: typed });
  };
  return (
    <details class="signin-card signin-key" open={wrong !== "" || undefined}>
      <summary>{t("host.signin.key.title")}</summary>
      <form onSubmit={submit} noValidate>
        <p class="field-hint">{t("host.signin.words")}</p>
        <PasswordField label={t("host.signin.key")} value={key} onInput={setKey} wrong={wrong || undefined} />
        <Button type="submit" busy={busy}>{t("host.signin.key.button")}</Button>
      </form>
    </details>
  );
}
