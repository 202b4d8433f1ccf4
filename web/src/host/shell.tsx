import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { currentLanguage, languages, setLanguage, t } from "../lib/i18n.ts";
import { Mark } from "../ui/shape.tsx";
import "./shell.css";

/** Shell is the frame of the host's pages beside a game: the mark, where to go, the language. */
export function Shell({ name, children }: { name?: string | undefined; children: ComponentChildren }) {
  return (
    <div class="shell">
      <header class="shell-top">
        <a class="shell-mark" href="/host">
          <Mark />
          <span>Trivium</span>
        </a>
        {name ? <p class="shell-name">{t("host.nav.signedin", { name })}</p> : null}
        <LanguageChoice />
      </header>
      <main class="shell-main">{children}</main>
    </div>
  );
}

const names = { en: "English", de: "Deutsch" } as const;

/** LanguageChoice changes the language of the page, which is then drawn afresh. */
function LanguageChoice() {
  const [now, setNow] = useState(currentLanguage());
  return (
    <div class="shell-languages">
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === now}
          onClick={() => {
            setLanguage(language);
            setNow(language);
            location.reload();
          }}
        >
          {names[language]}
        </button>
      ))}
    </div>
  );
}
