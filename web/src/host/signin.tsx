import { useState } from "preact/hooks";
import { t } from "../lib/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "./field.tsx";
import { Shell } from "./shell.tsx";

/** SignIn asks for the key that the server printed. */
export function SignIn({ wrong, onKey }: { wrong: string; onKey: (key: string) => Promise<void> }) {
  const [key, setKey] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (e: Event): Promise<void> => {
    e.preventDefault();
    if (!key.trim() || busy) return;
    setBusy(true);
    // People paste the whole link as often as the key.
    await onKey(/#key=([^&\s]+)/.exec(key)?.[1] ?? key.trim());
    setBusy(false);
  };
  return (
    <Shell>
      <form class="plain-page" onSubmit={submit}>
        <h1>{t("host.signin.title")}</h1>
        <p>{t("host.signin.words")}</p>
        <Field label={t("host.signin.key")} wrong={wrong ? t("host.signin.wrong") : undefined}>
          {(id, about) => (
            <input
              id={id}
              class="input"
              type="password"
              autocomplete="current-password"
              aria-describedby={about}
              aria-invalid={wrong ? true : undefined}
              value={key}
              onInput={(e) => setKey(e.currentTarget.value)}
            />
          )}
        </Field>
        <Button kind="primary" large type="submit" busy={busy}>{t("host.signin.button")}</Button>
        <a href="/">{t("host.signin.player")}</a>
      </form>
    </Shell>
  );
}
