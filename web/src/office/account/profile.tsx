import { useState } from "preact/hooks";
import { APIError } from "../../lib/api.ts";
import { complaintsOf, isFine, refusedOf, type Complaints } from "../../host/credentials.ts";
import { Select } from "../../host/field.tsx";
import type { Me } from "../../host/me.ts";
import { PasswordField, TextField } from "../../host/text_field.tsx";
import { currentLanguage, languages, setLanguage, t, type Language } from "../../lib/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { announce } from "../../ui/live.tsx";
import { changeMe, setPassword } from "./asks.ts";

const languageNames: Record<Language, string> = { en: "English", de: "Deutsch" };

/** ProfileForm is a host's name, login and language. */
export function ProfileForm({ me, onSaved }: { me: Me; onSaved: (me: Me) => void }) {
  const [name, setName] = useState(me.name ?? "");
  const [login, setLogin] = useState(me.login ?? "");
  const [language, setWish] = useState(me.language ?? "");
  const [wrong, setWrong] = useState<Complaints>({});
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (busy) return;
    const found = complaintsOf({ name, login });
    setWrong(found);
    setSaved(false);
    if (!isFine(found)) return;
    setBusy(true);
    try {
      const now = await changeMe({ name: name.trim(), login: login.trim(), language });
      onSaved({ ...me, ...now });
      setSaved(true);
      announce(t("office.saved"));
      if (language && language !== currentLanguage()) {
        setLanguage(language as Language);
        location.reload();
      }
    } catch (problem) {
      setWrong(refusedOf(problem));
    }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} noValidate>
      <TextField label={t("host.invite.name")} hint={t("host.invite.name.hint")} wrong={wrong.name} value={name} onInput={setName} fill="name" max={60} />
      <TextField label={t("host.signin.login")} hint={t("host.login.hint")} wrong={wrong.login} value={login} onInput={setLogin} fill="username" max={80} />
      <Select
        label={t("office.account.language")}
        hint={t("office.account.language.hint")}
        value={language}
        options={[{ value: "", title: t("office.account.language.browser") }, ...languages.map((value) => ({ value, title: languageNames[value] }))]}
        onChange={setWish}
      />
      {wrong.whole ? <p class="field-wrong" role="alert">{wrong.whole}</p> : null}
      {saved ? <p class="said">{t("office.saved")}</p> : null}
      <Button kind="primary" type="submit" busy={busy}>{t("office.save")}</Button>
    </form>
  );
}

/** PasswordForm sets a password, the first or another one. */
export function PasswordForm({ me, onSaved }: { me: Me; onSaved: () => void }) {
  const [present, setPresent] = useState("");
  const [password, setNew] = useState("");
  const [wrong, setWrong] = useState<Complaints>({});
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const asks = me.password ?? Boolean(me.login);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (busy) return;
    const found = complaintsOf({ password });
    setWrong(found);
    setSaved(false);
    if (!isFine(found)) return;
    setBusy(true);
    try {
      await setPassword(asks ? present : "", password);
      setPresent("");
      setNew("");
      setSaved(true);
      announce(t("office.account.password.saved"));
      onSaved();
    } catch (problem) {
      const here = problem instanceof APIError && problem.code === "wrong";
      setWrong(here ? { present: t("office.account.password.wrong") } : refusedOf(problem));
    }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} noValidate>
      {/* Password managers file what they save under the login. */}
      <input class="sr-only" type="text" autocomplete="username" value={me.login ?? ""} readOnly tabIndex={-1} aria-hidden="true" />
      {asks ? (
        <PasswordField
          label={t("office.account.password.present")}
          hint={me.password === undefined ? t("office.account.password.none") : undefined}
          wrong={wrong.present}
          value={present}
          onInput={setPresent}
        />
      ) : null}
      <PasswordField label={t("host.password.new")} hint={t("host.password.hint")} wrong={wrong.password} value={password} onInput={setNew} made />
      {wrong.whole ? <p class="field-wrong" role="alert">{wrong.whole}</p> : null}
      {saved ? <p class="said">{t("office.account.password.saved")}</p> : null}
      <Button kind="primary" type="submit" busy={busy}>{t("office.account.password.save")}</Button>
    </form>
  );
}
