import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { currentLanguage, languages, setLanguage, t, type Language } from "../lib/i18n.ts";
import { setSound, soundOn } from "../lib/sound.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { keysOn, setKeys } from "./hooks.ts";
import "./settings.css";

/** The language shown; the page is rendered anew when it changes. */
export const language = signal<Language>(currentLanguage());

const names: Record<Language, string> = { en: "English", de: "Deutsch" };

/** A small button that opens what a player may set on this phone. */
export function SettingsButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" class="gear" aria-label={t("settings.title")} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 7h9m5 0h2M4 17h2m5 0h9" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />
          <circle cx="15.5" cy="7" r="2.6" fill="none" stroke="currentColor" stroke-width="2.4" />
          <circle cx="8.5" cy="17" r="2.6" fill="none" stroke="currentColor" stroke-width="2.4" />
        </svg>
      </Button>
      <Dialog title={t("settings.title")} open={open} onClose={() => setOpen(false)}>
        <Switch label={t("settings.sound")} on={soundOn(false)} onChange={setSound} />
        <Switch label={t("settings.keys")} hint={t("settings.keys.hint")} on={keysOn()} onChange={setKeys} />
        <fieldset class="field">
          <legend class="field-label">{t("settings.language")}</legend>
          <div class="languages">
            {languages.map((l) => (
              <Button
                key={l}
                lang={l}
                kind={l === language.value ? "primary" : "plain"}
                aria-pressed={l === language.value}
                onClick={() => {
                  setLanguage(l);
                  language.value = l;
                }}
              >
                {names[l]}
              </Button>
            ))}
          </div>
        </fieldset>
      </Dialog>
    </>
  );
}

function Switch({ label, hint, on, onChange }: { label: string; hint?: string; on: boolean; onChange: (on: boolean) => void }) {
  const [now, setNow] = useState(on);
  return (
    <label class="switch">
      <span>{label}{hint ? <small class="field-hint">{hint}</small> : null}</span>
      <input
        type="checkbox"
        role="switch"
        checked={now}
        onChange={(e) => {
          setNow(e.currentTarget.checked);
          onChange(e.currentTarget.checked);
        }}
      />
    </label>
  );
}
